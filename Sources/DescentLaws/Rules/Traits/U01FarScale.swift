import Descent

extension RuleLaws {
  /// U1: moves that scale exactly among ordinary numbers also do so among large ones: under rates from 2⁻⁴⁰
  /// to 2¹⁰, under gradients from 2²⁰ to 2¹⁰⁰, and from points up to 2⁴⁰.
  ///
  /// The law needs no declaration, because the constants that guard a rule, such as a stabilizer or a
  /// smallest norm, guard it against small numbers. Rates and points are tested only if no hyperparameter has
  /// a unit of parameters, because it might be a largest move or a radius.
  static let farScale = RuleLaw(
    LawCard(
      "U1", "far scale", "a rule that scales among ordinary numbers scales among large ones, too",
      needs: "coordinatewise",
      catches: "hidden limits of rates, moves, gradients, parameters and state",
      knownBugs: ["tensorflow/addons #1933: a norm clamped to 10"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.trustsFindings = true
      $0.shapes = .vectors
      $0.steps = 1...4
      $0.profiles = [.normal, .alternating, .constant]
      $0.precisions = [.float64]
    }
  ) { rule, c in
    let traits = try rule.traits(c)
    guard traits.locality == .coordinatewise, !traits.drawsRandom else {
      return .inapplicable("the rule is not coordinatewise")
    }
    if try rule.optimizer(c) is Informed {
      return .inapplicable("the rule reads the value or asks the objective")
    }
    let scale = FarScale(rule: rule, c: c)
    var verdicts = [try scale.ofGradients()]
    if rule.hasNoLength(c, traits) {
      verdicts += [try scale.ofRates(), try scale.ofPoints(traits)]
    }
    return verdicts.first(where: \.isViolation)
      ?? verdicts.first { if case .holds = $0 { true } else { false } }
      ?? .skipped("it does not scale among ordinary numbers")
  }
}

extension RuleSubject {
  /// Whether no hyperparameter can have a unit of parameters, because each is bounded from above, 0, or known
  /// to have none.
  fileprivate func hasNoLength(_ c: RuleCase, _ traits: RuleTraits) -> Bool {
    domains.allSatisfy { domain in
      guard domain.kind != .learningRate, let value = c.number(domain.key), value != 0 else {
        return true
      }
      if domain.range?.upper.isFinite ?? false { return true }
      return !traits.units.isEmpty && traits.units[domain.key]?.parameter ?? 0 == 0
    }
  }
}

/// The tests of U1. Moves are measured from 0.
private struct FarScale {
  let rule: RuleSubject
  let c: RuleCase

  /// The case with its gradients multiplied by 2^gradient, and its rates scaled to a peak of ⅛ · 2^rate.
  private func scaled(gradient: Int = 0, rate: Int = 0) -> RuleCase {
    var other = c.mapGradients { $2 * .power(gradient) }
    let peak = c.rates.max() ?? 1
    other.rates = c.rates.map { $0 / peak / 8 * .power(rate) }
    return other
  }

  private func moves(gradient: Int = 0, rate: Int = 0) throws -> [[Double]] {
    try rule.moves(scaled(gradient: gradient, rate: rate))
  }

  /// Tests rules whose moves are proportional to the gradients, or independent of their size, between
  /// gradients of 2²⁰ and 2²⁴.
  func ofGradients() throws -> Verdict {
    // A hyperparameter above 2 may be a threshold that acts on large gradients.
    let hasThreshold = rule.domains.contains { domain in
      domain.kind != .learningRate && !domain.isFlag && (c.number(domain.key) ?? 0) > 2
    }
    if hasThreshold { return .skipped("a hyperparameter may be a threshold") }
    let near = try moves(gradient: 20)
    guard
      let degree = [0, 1].first(where: { degree in
        (try? moves(gradient: 24)).map { scaled(near, by: 4 * degree, is: $0) } ?? false
      })
    else { return .skipped("it does not scale") }
    return try [60, 100].lazy.map { exponent in
      Self.compared(
        near, by: (exponent - 20) * degree, try moves(gradient: exponent),
        "with gradients of about 2^\(exponent), against those of about 2^20")
    }.first(where: \.isViolation) ?? .holds
  }

  /// Tests rules whose moves are proportional to the rate between ⅛ and ¼.
  func ofRates() throws -> Verdict {
    let near = try moves()
    guard scaled(near, by: 1, is: try moves(rate: 1)) else { return .skipped("it does not scale") }
    return try [-37, 13].lazy.map { exponent in
      Self.compared(
        near, by: exponent, try moves(rate: exponent),
        "with rates of about 2^\(exponent - 3), against those of about 1/8")
    }.first(where: \.isViolation) ?? .holds
  }

  /// Tests rules whose displacements do not depend on the point, at points of ±2⁴⁰ and up to the rounding
  /// there.
  func ofPoints(_ traits: RuleTraits) throws -> Verdict {
    guard traits.isTranslationInvariant, traits.decay == nil || c.number(traits.decay!.key) == 0
    else {
      return .skipped("it depends on where it is")
    }
    let near = try moves()
    let start = c.start.indices.map { 0x1p40 * ($0 % 2 == 0 ? 1 : -1) }
    let found = try rule.moves(scaled(), from: start)
    return Comparison.compare(near, found, "the move from ±2^40") { _, _, expected in
      0x1p-10 + 1e-9 * abs(expected)
    }
  }

  private func scaled(_ near: [[Double]], by exponent: Int, is far: [[Double]]) -> Bool {
    near.joined().contains { $0 != 0 } && near.joined().allSatisfy(\.isFinite)
      && !Self.compared(near, by: exponent, far, "", tolerance: 1e-9).isViolation
  }

  /// - Parameter tolerance: the relative tolerance. The premise compares two scales that a stabilizer both
  ///   affects, so it sees only 15/16 of the stabilizer's effect on the nearer scale. The conclusion sees all
  ///   of the effect, so it has the larger default.
  private static func compared(
    _ near: [[Double]], by exponent: Int, _ far: [[Double]], _ message: String,
    tolerance: Double = 2e-9
  ) -> Verdict {
    let factor = Double.power(exponent)
    return Comparison.compare(near.map { $0.map { $0 * factor } }, far, message) {
      [scales = near.map(Agreement.size)] step, _, _ in tolerance * scales[step] * factor
    }
  }
}
