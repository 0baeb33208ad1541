import Descent

/// Two rules under gradients so large, or so small, that their squares are no numbers any more.
///
/// Most rules lose their step there, and rightly. A rule that keeps it (its moves are those under moderate
/// gradients, or those times the factor between the two) is another rule than one that does not. Of tiny
/// gradients only a step that they do not shorten is looked at: what is near 0 anyway may be 0.
struct ScaleReach {
  let verdict: Verdict

  /// - Parameter makers: of the two rules with their drivers, each of which is called right before its
  ///   rule is run.
  init(
    _ makers: [(driver: any RuleDriver, make: () throws -> any Optimizer)], _ c: RuleCase
  ) throws {
    var c = c
    let size = c.gradients.joined().reduce(0) { max($0, abs($1)) }
    c.start = c.start.map { _ in 0 }
    // Without a gradient there is nothing to lose; in single precision there is no room.
    guard size > 0, c.precision == .float64 else {
      verdict = .holds
      return
    }
    // Of ordinary size first, whatever the case has.
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
