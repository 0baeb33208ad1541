import Descent
import DescentPictures
import DescentStudy
import Rainbow

extension RunResult {
  /// The summary that is printed after a run.
  var summary: String {
    let console = Console.current
    var lines: [(label: String, text: String)] = [
      ("problem", problem.specification.concise),
      ("optimizer", optimizer.specification.concise),
      ("schedule", schedule.specification.concise),
      ("outcome", report.outcome.words(optimizer: optimizer)),
      ("final loss", numberText(report.loss)),
    ]
    if let gap, let reference = problem.reference {
      lines.append(
        (
          "gap",
          "\(numberText(gap)) above the \(reference.kind), \(numberText(reference.value))"
        ))
    }
    lines.append(("gradient norm", numberText(gradientNorm)))
    if isOfBatches {
      lines.append(("last batch", "gradient norm \(numberText(report.gradientNorm))"))
    } else if hasAverage {
      lines.append(
        (
          "stepped point",
          "loss \(numberText(report.steppedLoss)), gradient norm \(numberText(report.gradientNorm))"
        ))
    }
    lines += stateFaults.map { ("state", $0.fault.words(step: $0.step)) }
    if let metrics = report.metrics {
      if let accuracy = metrics.trainAccuracy {
        let test = metrics.testAccuracy.map { ", test \(percent($0))" } ?? ""
        lines.append(("accuracy", "training \(percent(accuracy))\(test)"))
      }
      lines += metrics.others.map {
        ($0.name.replacing("_", with: " "), numberText($0.value))
      }
    }
    if report.parameters.count <= 8 {
      lines.append(("parameters", vectorText(report.parameters)))
    }
    lines.append(("cost", cost))
    let width = lines.map(\.label.count).max() ?? 0
    let text = lines.map { line in
      let label = line.label.padding(to: width)
      return (console.isTerminal ? label.dim : label) + "  " + line.text
    }.joined(separator: "\n")
    let curve = terminalCurve(width: min(console.width, 120)).text
    return curve.isEmpty ? text : text + "\n\n" + curve
  }

  /// The gap if the minimum is known, otherwise the loss. For few epochs, the smoothed losses of the
  /// batches, because the loss over all examples has few points.
  private func terminalCurve(width: Int) -> TerminalCurve {
    let characters: TerminalCharacters = Console.current.isPlain ? .ascii : .unicode
    let losses = sketch.lossCurve
    let batches = sketch.smoothedBatchLosses
    if losses.count < 16, batches.count > 2 * losses.count {
      return TerminalCurve(
        batches, width: width, name: "loss of batches, smoothed", characters: characters)
    }
    guard let reference = problem.reference, report.outcome.remark == nil,
      let start = losses.first?.y, start.isFinite
    else { return TerminalCurve(losses, width: width, characters: characters) }
    let rounding = reference.rounding(start: abs(start))
    let gaps = losses.map { SIMD2($0.x, $0.y - reference.value) }
    guard gaps.allSatisfy({ $0.y >= -rounding }) else {
      return TerminalCurve(losses, width: width, characters: characters)
    }
    return TerminalCurve(
      gaps, width: width, rounding: rounding,
      name: reference.value == 0 ? "" : "gap to the minimum",
      characters: characters)
  }

  private var cost: String {
    let evaluations = report.evaluations
    var parts = [counted(evaluations.gradients, "gradient")]
    if evaluations.values > 0 { parts.append(counted(evaluations.values, "value")) }
    if evaluations.products > 0 { parts.append(counted(evaluations.products, "Hessian product")) }
    if evaluations.residuals > 0 {
      parts.append(counted(evaluations.residuals, "vector") + " of residuals")
    }
    if evaluations.reports > 0 { parts.append(counted(evaluations.reports, "report")) }
    if evaluations.examples > 0 { parts.append(counted(evaluations.examples, "example")) }
    if report.epochs > 0 { parts.append(counted(report.epochs, "epoch")) }
    return parts.joined(separator: ", ") + "; " + durationText(seconds)
  }
}

extension Specification {
  /// The specification without settings that are empty or `auto`.
  fileprivate var concise: String {
    var telling = self
    telling.values.removeAll { $0.value == .text("") || $0.value == .text("auto") }
    return telling.description
  }
}

extension StopReason {
  /// The reason as a clause.
  fileprivate var words: String {
    switch self {
    case .converged: "it converged"
    case .noDescent: "its direction does not descend"
    case .lineSearchFailed: "the line search found no better point"
    case .trustRegionVanished: "the trust region shrank to zero"
    }
  }
}

extension Outcome {
  /// Why the run ended, and what to try if that was not the aim.
  func words(optimizer: any Optimizer) -> String {
    switch self {
    case .gradientTolerance(let step):
      return "converged at step \(step): the gradient norm is within the tolerance"
    case .target(let step):
      return "reached the target at step \(step)"
    case .stepLimit(let step):
      return "did all of its \(counted(step, "step")); for more, give --steps or --epochs"
    case .costLimit(let step):
      return "reached its cost limit after \(counted(step, "step"))"
    case .exampleLimit(let step):
      return "reached its limit of examples after \(counted(step, "step"))"
    case .timeLimit(let step):
      return "reached its time limit after \(counted(step, "step"))"
    case .stopped(let step, let reason):
      return "stopped by the rule's own test after \(counted(step, "step")): \(reason.words)"
    case .failed(let step, let message):
      return "failed after \(counted(step, "step")): \(message)"
    case .interrupted(let step):
      return "interrupted after \(counted(step, "step"))"
    case .plateau(let step):
      return "stopped improving, at step \(step); try another learning rate or a schedule"
    case .notFiniteAtStart:
      return "not finite at the start: no step was taken"
    case .diverged(let step):
      let smaller = numberText(optimizer.learningRate / 10, digits: 3)
      return "diverged at step \(step); the last finite point is kept; try lr=\(smaller)"
        + " or --clip-norm 1"
    }
  }
}
