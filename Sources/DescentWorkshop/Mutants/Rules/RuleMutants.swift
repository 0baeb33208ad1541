extension Mutants {
  /// Slips in the six built-in rules.
  public static let rules: [Mutant] = [
    coupledDecay, shared, epsilon, descent, velocities, accumulators, meanSquares, corrections,
    moments, denominators, decoupledDecay,
  ].flatMap(\.self)

  static let coupledDecay: [Mutant] = [
    sgd(FlippedDecay.self), momentum(DeadDecay.self), adagrad(DeadDecay.self),
    adam(DoubledDecay.self), rmsprop(MultiplyingDecay.self), momentum(ReplacingDecay.self),
    sgd(ConstantDecay.self), adagrad(AbsoluteDecay.self), adam(RatedDecay.self),
    rmsprop(IdleDecay.self), sgd(FlooredDecay.self),
  ]

  static let shared: [Mutant] = [
    sgd(FlippedMove.self), momentum(RatelessMove.self), sgd(SquaredRate.self),
    rmsprop(SquaredRate.self), momentum(CappedRate.self), sgd(ClampedMove.self),
    rmsprop(ClampedMove.self), sgd(HiddenSingle.self), momentum(HiddenSingle.self),
    sgd(SlightlyLong.self), rmsprop(SlightlyLong.self), momentum(HiddenThreshold.self),
    sgd(SwallowedNaN.self), adagrad(SwallowedNaN.self), momentum(SwallowedInfinity.self),
    adam(ClippedGradient.self), rmsprop(ClippedGradient.self), sgd(AbsoluteGradient.self),
    adam(AbsoluteGradient.self), sgd(IgnoredDefaultRate.self), adam(IgnoredDefaultRate.self),
  ]

  static let epsilon: [Mutant] = [
    adagrad(InnerEpsilon.self), rmsprop(InnerEpsilon.self), adagrad(DoubleEpsilon.self),
    rmsprop(DoubleEpsilon.self), adagrad(SquaredEpsilon.self), rmsprop(SquaredEpsilon.self),
    adagrad(FloorEpsilon.self), rmsprop(FloorEpsilon.self), adagrad(DeadEpsilon.self),
    rmsprop(DeadEpsilon.self), adagrad(FixedEpsilon.self), rmsprop(FixedEpsilon.self),
    adagrad(NegativeEpsilon.self), rmsprop(NegativeEpsilon.self), adagrad(MissingRoot.self),
    rmsprop(MissingRoot.self), adagrad(FourthRoot.self), rmsprop(FourthRoot.self),
  ]

  static let descent: [Mutant] = [
    sgd(SignStep.self), sgd(DoubledMove.self), sgd(ScaledUpParameter.self),
    sgd(ParameterTimesGradient.self), sgd(RoundedUpParameter.self), sgd(CappedDecayShare.self),
  ]

  static let velocities: [Mutant] = [
    momentum(DeadMomentum.self), momentum(SquaredMomentum.self), momentum(AveragedVelocity.self),
    momentum(RateInVelocity.self), momentum(LateRate.self), momentum(NegativeMomentum.self),
    momentum(DampenedVelocity.self), momentum(CappedVelocity.self), momentum(FlippedDampening.self),
    momentum(AddedDampening.self), momentum(DeadDampening.self), momentum(DampenedFirst.self),
    momentum(UndampenedFirst.self), momentum(LateDampening.self), momentum(FlippedLookAhead.self),
    momentum(OldLookAhead.self), momentum(DoubleLookAhead.self), momentum(BareLookAhead.self),
    momentum(UnscaledLookAhead.self), momentum(DeadNesterov.self), momentum(AlwaysNesterov.self),
    momentum(FedBackLookAhead.self), momentum(DecayBesideVelocity.self),
    momentum(StaleVelocity.self), momentum(SelectiveDecay.self), momentum(StartedVelocity.self),
  ]

  static let accumulators: [Mutant] = [
    adagrad(LinearAccumulator.self), adagrad(OverwrittenAccumulator.self),
    adagrad(DecayingAccumulator.self), adagrad(LargestAccumulator.self),
    adagrad(CappedAccumulator.self), adagrad(DeadStart.self), adagrad(FixedStart.self),
    adagrad(SquaredStart.self), adagrad(TinyStart.self), adagrad(DeadRateDecay.self),
    adagrad(EarlyRateDecay.self), adagrad(ExponentialRateDecay.self), adagrad(GrowingRate.self),
    adagrad(RootedRateDecay.self), adagrad(LazyAccumulator.self),
    adagrad(UndecayedAccumulator.self), adagrad(AscendingAdagrad.self),
  ]

  static let meanSquares: [Mutant] = [
    rmsprop(SwappedShares.self), rmsprop(SummedSquare.self), rmsprop(UnforgettingSquare.self),
    rmsprop(SquaredShare.self), rmsprop(MemorylessSquare.self), rmsprop(FixedAlpha.self),
    rmsprop(OneStart.self), rmsprop(NegativeVariance.self), rmsprop(AddedMean.self),
    rmsprop(UnsquaredMean.self), rmsprop(DoubledMean.self), rmsprop(HiddenVarianceFloor.self),
    rmsprop(DeadCentering.self), rmsprop(SwappedMeanShares.self), rmsprop(DeadBuffer.self),
    rmsprop(AveragedBuffer.self), rmsprop(RateInBuffer.self), rmsprop(UnguardedRatio.self),
    rmsprop(ReciprocalEpsilon.self), rmsprop(LazySquare.self), rmsprop(DecayOnlyInSquare.self),
  ]

  static let corrections: [Mutant] = [
    adam(MultipliedCorrection.self), adam(NoCorrection.self), adam(NoFirstCorrection.self),
    adamw(NoSecondCorrection.self), adam(LateCorrection.self), adamw(ConstantCorrection.self),
    adam(TwiceCorrected.self), adam(UnrootedCorrection.self), adam(SwappedCorrections.self),
    adam(AdamaxStepSize.self), adamw(StuckCounter.self), adam(SquaredPower.self),
    adam(SinglePrecisionPower.self), adam(WarmCounter.self),
  ]

  static let moments: [Mutant] = [
    adam(SwappedFirstShares.self), adamw(SwappedSecondShares.self), adam(SummedFirst.self),
    adamw(SummedSecond.self), adam(SquaredSecondShare.self), adamw(LinearSecond.self),
    adam(LocalFirst.self), adamw(LocalSecond.self), adam(FlippedFirst.self),
    adamw(StartedSecond.self), adam(LargestAccumulated.self), adamw(SharedBeta.self),
    adam(SwappedBetas.self), adamw(FixedBeta.self), adam(WrongMomentBeta.self),
  ]

  static let denominators: [Mutant] = [
    adamw(InnerRootEpsilon.self), adam(TwoEpsilons.self), adamw(EpsilonHat.self),
    adam(LargestEpsilon.self), adamw(UnusedEpsilon.self), adam(HiddenEpsilon.self),
    adamw(NoRoot.self), adam(DoubleRoot.self), adamw(FlushedSecond.self), adam(SingleRoot.self),
    adam(UnguardedMove.self), adam(Ascending.self), adamw(TrustedMove.self),
    adam(LocalLargest.self), adamw(SmallestSecond.self), adam(SummedLargest.self),
    adamw(UnwiredAmsgrad.self), adam(ReplacedSecond.self), adamw(GradientForMoment.self),
  ]

  static let decoupledDecay: [Mutant] = [
    adamw(GrowingWeights.self), adamw(RatelessDecay.self), adamw(SquaredRateDecay.self),
    adamw(DoubledShrink.self), adamw(ReciprocalShrink.self), adamw(UnusedDecay.self),
    adamw(CappedDecay.self), adamw(DecayAfterMove.self), adamw(ConstantShrink.self),
    adamw(SoftThreshold.self), adamw(DecayOnlyWhileMoving.self), adamw(NoDecayNoUpdate.self),
    adamw(CoupledDecayInstead.self), adamw(DecayInRatio.self), adam(DecoupledInstead.self),
  ]
}

extension Mutants {
  /// Gradient descent that claims every trait, each with one bug that breaks what it claims.
  public static let claims: [Mutant] = WrongRule.Bug.allCases.map { bug in
    Mutant.rule(
      bug.subject, of: "sgd", "a claimed trait is wrong: \(bug.rawValue)", killedBy: bug.killers[0])
  }
}
