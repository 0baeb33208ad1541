import Descent

extension RuleLaws {
  /// T6: as T5, with factors up to 2^±200 in double and 2^±16 in single precision.
  ///
  /// All numbers that a rule needs stay normal: gradients and parameters lie within 2^±24, so the square of a
  /// gradient stays within 2^±450 (its type's limit is 2^±1022), a rate or decay within 2^±425; in single
  /// precision within 2^±80 of 2^±126. The cube of a gradient still fits, its fifth power does not. The law
  /// is broken by a number that is stored in a narrower type or compared with a constant.
  static let hugeUnits = RuleLaw(
    LawCard(
      "T6", "units, huge", "in units larger or smaller by up to 2^200 the run is the same run",
      needs: "units of the hyperparameters",
      catches: "hidden single precision, hidden constants: clamps, caps, thresholds, floors",
      knownBugs: ["tensorflow/addons #1933: a norm clamped to 10"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = [.normal, .integers, .dyadic, .sparse, .alternating, .constant, .repeated]
    }
  ) { rule, c in
    let limit = c.precision == .float64 ? 200 : 16
    var choices = c.choices
    let parameter = choices.index(below: 2 * limit + 1) - limit
    let gradient = choices.index(below: 2 * limit + 1) - limit
    return try Scaling(parameter: parameter, gradient: gradient).verdict(rule, c)
  }
}
