import Descent

extension RuleLaws {
  /// T11: `run(Qx, Qg) = Q run(x, g)` for orthogonal Q: acting on each tensor as a vector, or on the left,
  /// right or both sides of each tensor as a nearly square matrix. Decay is off.
  ///
  /// The tolerance, in the norm of a tensor, is 16 u (t + 4) times its number of coordinates (the length of
  /// the rotation's sums), times the norm of the parameters and of the moves so far under the magnitudes of
  /// the gradients. For matrices it is 2¹⁰ times larger, because five Newton-Schulz steps amplify rounding by
  /// up to 3.45⁵ ≈ 490.
  static let rotation = RuleLaw(
    LawCard(
      "T11", "rotation", "rotating parameters and gradients rotates the run",
      needs: "rotation: all, or left or right of matrices",
      catches: "coordinates treated apart: clamps, signs, one wrong element",
      knownBugs: ["HomericIntelligence/Odyssey #5497: Shampoo takes the wrong root of a matrix"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = [.normal, .integers, .alternating, .constant, .heavyTail]
      $0.steps = 1...6
    }
  ) { rule, c in
    let traits = try rule.traits(c)
    let locality = traits.locality
    guard let kind = traits.rotation, kind != .none else {
      return .inapplicable("the rule is not declared to commute with rotations")
    }
    let c = try rule.withoutDecay(c)
    let verdict = try turned(rule, c, kind, locality)
    guard verdict.isViolation else { return verdict }
    // A rule that compares lengths may meet a case where they are equal, and rounding then decides. Nearby,
    // they differ.
    let near = try turned(rule, c.scalingGradients(by: 1 + 0x1p-10), kind, locality)
    return near.isViolation ? verdict : .skipped("rounding decides a comparison of the rule")
  }

  private static func turned(
    _ rule: RuleSubject, _ c: RuleCase, _ kind: RuleTraits.Rotation,
    _ locality: RuleTraits.Locality?
  ) throws -> Verdict {
    let layout = kind == .all ? c.layout : c.matrixLayout
    let rotations = Rotations(kind, layout, c.choices)
    var turned = c.mapGradients { _, _, g in g }
    turned.start = rotations.applied(to: c.start).map(c.precision.rounded)
    turned.gradients = c.gradients.map { rotations.applied(to: $0).map(c.precision.rounded) }
    func run(_ c: RuleCase) throws -> [[Double]] {
      var session = try Session(rule.optimizer(c), layout, c.precision, start: c.start)
      return c.gradients.indices.map { step in
        session.step(gradient: c.gradients[step], rate: c.rates[step])
        return session.point
      }
    }
    var still = c.mapGradients { _, _, g in abs(g) }
    still.start = c.start.map { _ in 0 }
    let (expected, found) = (try run(c).map(rotations.applied), try run(turned))
    let constant = kind == .all ? 16 : 16.0 * 1024
    return Comparison.compare(
      expected, found, "after a rotation",
      tolerance: { [sizes = try run(still)] step, i, _ in
        let own = layout.tensors.first { $0.range.contains(i) }!.range
        // For a global rule, every move may depend on the norm of all parameters.
        let range = locality == .global ? c.start.indices : own
        let scale = RuleLaws.norm(c.start[range]) + RuleLaws.norm(sizes[step][range])
        return constant * c.precision.roundoff * Double((step + 5) * range.count) * scale
      })
  }

  private static func norm(_ x: ArraySlice<Double>) -> Double {
    x.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

extension RuleCase {
  fileprivate func scalingGradients(by factor: Double) -> RuleCase {
    mapGradients { _, _, g in precision.rounded(g * factor) }
  }
}
