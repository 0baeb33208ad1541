extension RuleCase {
  /// The relative error that rounding may leave in a move of a closed form: 16 u (t + 4), times the
  /// conditioning 1/(1 − β) of a corrected moment, the rounding of 1 − βᵗ.
  func closedFormError(step: Int) -> Double {
    let memory = [number("beta1"), number("beta2"), number("alpha")].compactMap(\.self).max() ?? 0
    return 16 * precision.roundoff * Double(step + 4) / (1 - memory)
  }
}
