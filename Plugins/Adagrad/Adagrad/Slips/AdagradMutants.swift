import DescentLaws
import MutantKit

/// Common mistakes in implementations of Adagrad.
package enum AdagradMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdagrad<NoSlip>.subject }

  package static let all: [Mutant] = [
    adagrad(DeadDecay.self), adagrad(AbsoluteDecay.self), adagrad(SwallowedNaN.self),
    adagrad(InnerEpsilon.self), adagrad(DoubleEpsilon.self), adagrad(SquaredEpsilon.self),
    adagrad(FloorEpsilon.self), adagrad(DeadEpsilon.self), adagrad(FixedEpsilon.self),
    adagrad(NegativeEpsilon.self), adagrad(MissingRoot.self), adagrad(FourthRoot.self),
    adagrad(LinearAccumulator.self), adagrad(OverwrittenAccumulator.self),
    adagrad(DecayingAccumulator.self), adagrad(LargestAccumulator.self),
    adagrad(CappedAccumulator.self), adagrad(DeadStart.self), adagrad(FixedStart.self),
    adagrad(SquaredStart.self), adagrad(TinyStart.self), adagrad(DeadRateDecay.self),
    adagrad(EarlyRateDecay.self), adagrad(ExponentialRateDecay.self), adagrad(GrowingRate.self),
    adagrad(RootedRateDecay.self), adagrad(LazyAccumulator.self),
    adagrad(UndecayedAccumulator.self), adagrad(AscendingAdagrad.self),
    adagrad(DeadAdagradPlacement.self),
  ]
}
