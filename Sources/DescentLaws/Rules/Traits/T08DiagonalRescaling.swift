import Descent

extension RuleLaws {
  /// T8: with ε = 0 and no initial accumulator, multiplying each gᵢ by its own 2^k changes nothing.
  ///
  /// The law is exact, because powers of two commute with every rounding. Factors up to 2^±100 in double and
  /// 2^±16 in single precision keep squares of gradients near 1 among the normal numbers (2^±250, 2^±80). A
  /// tensor-wide rule gets one factor per tensor, a global rule a single factor.
  static let diagonalRescaling = RuleLaw(
    LawCard(
      "T8", "diagonal rescaling", "without epsilon the scale of a coordinate's gradient is nothing",
      needs: "degree 0",
      catches: "a missing or doubled root or square, hidden epsilons, decay that is not off",
      knownBugs: ["torch/optim #48: the second moment squared in the place of its root"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.moderate
    }
  ) { rule, c in
    let traits = try rule.traits(c)
    guard traits.degree == 0 else { return .inapplicable("the rule is not of degree 0") }
    var c = try rule.withoutDecay(c)
    for key in traits.gradientConstants where rule.has(key) { c = c.setting(key, 0) }
    let limit = c.precision == .float64 ? 100 : 16
    var choices = c.choices
    var factor: Double {
      Double.power(choices.index(below: 2 * limit + 1) - limit)
    }
    let factors: [Double] =
      switch traits.locality {
      case .coordinatewise: c.start.map { _ in factor }
      case .tensorWide: c.sizes.flatMap { Array(repeating: factor, count: $0) }
      case .global, nil: Array(repeating: factor, count: c.count)
      }
    let scaled = c.mapGradients { _, i, g in factors[i] * g }
    return Comparison.exact(try rule.run(c), try rule.run(scaled), "with gradients rescaled")
  }
}
