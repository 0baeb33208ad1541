import Descent

extension RuleLaws {
  /// T5: if x is scaled by 2^P, g by 2^Q and every hyperparameter by its unit, the run scales by 2^P.
  ///
  /// Powers of two commute with every rounding, so the law is exact. The factors are small here, so that
  /// normal numbers stay normal.
  static let units = RuleLaw(
    LawCard(
      "T5", "units", "in other units of parameters and gradients the run is the same run",
      needs: "units of the hyperparameters",
      catches: "epsilon on the wrong side of the root, decay without the rate, hidden constants",
      knownBugs: [
        "FluxML/Flux.jl #448: epsilon inside the root",
        "tensorflow/addons #2282: decoupled decay not multiplied by the rate",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.lengths = RuleCaseOptions.late
      $0.profiles = [.normal, .integers, .dyadic, .sparse, .alternating, .constant, .repeated]
    }
  ) { rule, c in
    var choices = c.choices
    let parameter = choices.index(below: 13) - 6
    let gradient = choices.index(below: 13) - 6
    return try Scaling(parameter: parameter, gradient: gradient).verdict(rule, c)
  }
}

/// A change of units by powers of two, which multiplies parameters by 2^parameter and gradients by
/// 2^gradient.
struct Scaling {
  let parameter: Int
  let gradient: Int

  /// Checks that the run in the new units equals the run in the old ones.
  func verdict(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    let traits = try rule.traits(c)
    let units = traits.units
    // Unbounded feedback would leave the range in which squares are finite.
    let isBounded = traits.hasBoundedFeedback && c.steps <= RuleCase.shortest
    let c = isBounded ? c : try rule.withoutDecay(c)
    guard let rateUnit = units[rule.rateKey] else { return .inapplicable("no units are declared") }
    func factor(_ unit: RuleTraits.Unit) -> Double {
      Double.power(parameter * unit.parameter + gradient * unit.gradient)
    }
    var scaled = c
    scaled.start = c.start.map { $0 * factor(.parameter) }
    scaled.gradients = c.gradients.map { $0.map { $0 * factor(.gradient) } }
    scaled.rates = c.rates.map { $0 * factor(rateUnit) }
    for (key, unit) in units {
      guard let value = c.number(key) else { continue }
      scaled = scaled.setting(key, value * factor(unit))
    }
    // A run that grows, for example by decay at rates far above 1, overflows in one of the units first.
    let largest = c.precision.largest / 2
    let inside = try rule.run(c).prefix {
      $0.allSatisfy { abs($0) <= largest && abs($0 * factor(.parameter)) <= largest }
    }
    let expected = inside.map { $0.map { $0 * factor(.parameter) } }
    return Comparison.exact(
      expected, Array(try rule.run(scaled).prefix(expected.count)),
      "with x times 2^\(parameter) and g times 2^\(gradient)")
  }
}
