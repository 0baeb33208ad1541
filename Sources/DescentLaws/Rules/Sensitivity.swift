import Descent

/// How much a rule's moves depend on the rounding of its input: what two forms of the same equations may
/// differ by, since each rounds another number.
///
/// A mean m + (1 − β)(g − m) loses what a tiny gradient adds to a large mean, β m + (1 − β) g does not;
/// the rule under gradients that are moved by some units of the largest so far shows what that does to
/// its moves.
struct Sensitivity {
  /// The largest change of each coordinate, a list a step.
  let changes: [[Double]]

  /// - Parameters:
  ///   - point: where the step begins, from 0.
  ///   - factor: of the rate at a step, from 0.
  init(
    of rule: any Optimizer, _ c: RuleCase, factor: (Int) -> Double = { _ in 1 },
    from point: (_ step: Int) -> [Double]
  ) throws {
    func run(_ moved: (_ step: Int, _ i: Int, _ largest: Double) -> Double) throws -> [[Double]] {
      var session = try Session(rule, c)
      var largest = c.start.map { _ in 0.0 }
      return c.gradients.indices.map { step in
        var gradient = c.gradients[step]
        for i in gradient.indices where gradient[i].isFinite {
          largest[i] = max(largest[i], abs(gradient[i]))
          gradient[i] = c.precision.rounded(gradient[i] + moved(step, i, largest[i]))
        }
        session.point = point(step)
        session.step(gradient: gradient, rate: c.rates[step] * factor(step))
        return session.point
      }
    }
    let random = CounterRandom(seed: UInt64(abs(c.aux))).split(stream: 0x7365_6E73)
    let still = try run { _, _, _ in 0 }
    var changes = still.map { $0.map { _ in 0.0 } }
    for trial in 0..<3 {
      let moved = try run { step, i, largest in
        let draw = UInt64((trial * c.steps + step) * c.count + i)
        return (random.uniform(draw) < 0.5 ? -4 : 4) * c.precision.roundoff * largest
      }
      for (step, point) in moved.enumerated() {
        for i in point.indices {
          let change = abs(point[i] - still[step][i])
          changes[step][i] = max(changes[step][i], change.isNaN ? .infinity : change)
        }
      }
    }
    self.changes = changes
  }
}
