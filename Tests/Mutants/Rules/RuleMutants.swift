extension Mutants {
  /// Slips in the six built-in rules.
  public static let rules: [Mutant] = decays + corrections

  static let decays: [Mutant] = [
    sgd(FlippedDecay.self), momentum(DeadDecay.self), adagrad(DeadDecay.self),
    adam(DoubledDecay.self), rmsprop(MultiplyingDecay.self), momentum(ReplacingDecay.self),
    sgd(ConstantDecay.self), adagrad(AbsoluteDecay.self), adam(RatedDecay.self),
    rmsprop(IdleDecay.self), sgd(FlooredDecay.self),
  ]

  static let corrections: [Mutant] = [
    adam(MultipliedCorrection.self), adam(NoCorrection.self), adam(NoFirstCorrection.self),
    adamw(NoSecondCorrection.self), adam(LateCorrection.self), adamw(ConstantCorrection.self),
    adam(TwiceCorrected.self), adam(UnrootedCorrection.self), adam(SwappedCorrections.self),
    adamw(StuckCounter.self), adam(SquaredPower.self), adam(SinglePrecisionPower.self),
    adam(WarmCounter.self),
  ]
}
