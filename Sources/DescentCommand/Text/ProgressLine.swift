/// The live line of a run: on a terminal only, and only once the run has lasted a second.
final class ProgressLine {
  private let totalSteps: Int
  private let console: Console
  private var isVisible = false
  private var lastShown = 0.0
  private var firstStep: Int?

  init(totalSteps: Int, console: Console) {
    self.totalSteps = totalSteps
    self.console = console
  }

  /// Whether there is a terminal to show it on.
  var isShown: Bool { console.hasLiveLine }

  /// Shows where the run is, at most ten times a second.
  func update(step: Int, loss: Double, rate: Double, elapsed: Double) {
    guard isShown else { return }
    // Count from the first step seen, because the earlier steps of a resumed run took none of this time.
    let first = firstStep ?? step
    firstStep = first
    guard elapsed > 1, elapsed - lastShown > 0.1 else { return }
    lastShown = elapsed
    isVisible = true
    let speed = Double(step - first) / elapsed
    let left = speed > 0 ? Double(totalSteps - step) / speed : .infinity
    let parts = [
      "step \(step)/\(totalSteps)", "loss \(numberText(loss, digits: 4))",
      "rate \(numberText(rate, digits: 3))", "\(numberText(speed, digits: 3)) steps/s",
      left.isFinite ? "\(durationText(left)) left" : "",
    ]
    let line = parts.filter { !$0.isEmpty }.joined(separator: "  ")
    console.errors("\r\u{1B}[K" + line.prefix(max(10, console.width - 1)))
  }

  /// Erases the line.
  func erase() {
    if isVisible { console.errors("\r\u{1B}[K") }
    isVisible = false
  }
}
