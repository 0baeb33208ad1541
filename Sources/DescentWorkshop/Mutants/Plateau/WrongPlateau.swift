import Descent
import DescentLaws

/// A wrong schedule that cuts on a plateau. Requirements that a mutant does not override have correct
/// defaults.
protocol WrongPlateau: Sendable {
  init()
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool
  /// The number of metrics without progress that do not cause a cut yet.
  func patience(_ c: PlateauCase) -> Int
  func cut(_ factor: Double, _ c: PlateauCase) -> Double
  /// The best value before the first metric.
  var start: Double { get }
  /// Whether every metric becomes the best.
  var forgets: Bool { get }
  /// Whether the cooldown resets the counter.
  var cools: Bool { get }
}

extension WrongPlateau {
  func isProgress(_ metric: Double, best: Double, last: Double, _ c: PlateauCase) -> Bool {
    metric < Self.limit(best, c)
  }
  func patience(_ c: PlateauCase) -> Int { c.patience }
  func cut(_ factor: Double, _ c: PlateauCase) -> Double { max(c.minimum, c.gamma * factor) }
  var start: Double { .infinity }
  var forgets: Bool { false }
  var cools: Bool { true }

  static func limit(_ best: Double, _ c: PlateauCase) -> Double {
    best.isFinite ? best - c.threshold * (c.isRelative ? abs(best) : 1) : best
  }
}

extension Mutant {
  static func plateau<Kind: WrongPlateau>(
    _ type: Kind.Type, _ bug: String, killedBy killer: String
  ) -> Mutant {
    .of(
      PlateauSubject(name: "\(Kind.self)") { Cutter<Kind>($0) }, PlateauLaws.all, "plateau", bug,
      killedBy: killer)
  }
}

private struct Cutter<Kind: WrongPlateau>: MetricSchedule {
  let c: PlateauCase
  let kind = Kind()
  var best: Double
  var last = Double.infinity
  var (stalled, cooling, factor) = (0, 0, 1.0)

  init(_ c: PlateauCase) { (self.c, best) = (c, kind.start) }

  mutating func factor(after metric: Double) -> Double {
    let isProgress = kind.isProgress(metric, best: best, last: last, c)
    if isProgress || kind.forgets { best = metric }
    stalled = isProgress ? 0 : stalled + 1
    last = metric
    if cooling > 0 {
      cooling -= 1
      if kind.cools { stalled = 0 }
    }
    if stalled > kind.patience(c) {
      factor = kind.cut(factor, c)
      (cooling, stalled) = (c.cooldown, 0)
    }
    return factor
  }
}
