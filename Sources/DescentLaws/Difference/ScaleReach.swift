import Descent

/// Compares two rules under gradients so large, or so small, that their squares overflow or underflow.
///
/// Most rules lose their step there, which is correct. A rule that keeps its step (its moves are those under
/// moderate gradients, possibly scaled by the ratio of the gradients) differs from a rule that does not. For
/// tiny gradients only unscaled steps count, because a move that is near 0 anyway may be 0.
struct ScaleReach {
  let verdict: Verdict

  /// - Parameter makers: closures that make the two rules, with their drivers; each is called right before
  ///   its rule is run.
  init(
    _ makers: [(driver: any RuleDriver, make: () throws -> any Optimizer)], _ c: RuleCase
  ) throws {
    var c = c
    let size = c.gradients.joined().reduce(0) { max($0, abs($1)) }
    c.start = c.start.map { _ in 0 }
    // A zero gradient has no step to lose, and single precision has too small a range.
    guard size > 0, c.precision == .float64 else {
      verdict = .holds
      return
    }
    // Normalize the gradients of the case to ordinary size first.
    let unit = Double.power(-size.exponent)
    for (near, far) in [(100, 600), (-200, -600)] {
      let runs = try makers.map { driver, make in
        let rule = try make()
        return try [near, far].map { exponent in
          let scaled = c.mapGradients { $2 * unit * .power(exponent) }
          return try driver.trajectory(of: rule, TrajectoryRequest(scaled)).points
        }
      }
      guard runs.contains(where: { Self.keeps($0[0], $0[1], far - near) }) else { continue }
      let (expected, found) = (runs[0][1], runs[1][1])
      let compared = Comparison.compare(expected, found, "with gradients of about 2^\(far)") {
        [scales = expected.map(Agreement.size)] step, _, _ in 1e-9 * scales[step]
      }
      if compared.isViolation {
        verdict = compared
        return
      }
    }
    verdict = .holds
  }

  /// Whether moves are the same, or are multiplied by the factor 2^power.
  private static func keeps(_ near: [[Double]], _ far: [[Double]], _ power: Int) -> Bool {
    guard near.joined().contains(where: { $0 != 0 }) else { return false }
    return [0, max(0, power)].contains { power in
      let factor = Double.power(power)
      return Agreement.holds(near.map { $0.map { $0 * factor } }, far)
    }
  }
}
