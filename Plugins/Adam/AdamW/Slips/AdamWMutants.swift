import AdamPlugin
import DescentLaws
import MutantKit

/// Common mistakes in implementations of AdamW.
package enum AdamWMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdam<AdamW, NoSlip>.subject }

  package static let all: [Mutant] = [
    adamw(NoSecondCorrection.self), adamw(ConstantCorrection.self), adamw(StuckCounter.self),
    adamw(SwappedSecondShares.self), adamw(SummedSecond.self), adamw(LinearSecond.self),
    adamw(LocalSecond.self), adamw(StartedSecond.self), adamw(SharedBeta.self),
    adamw(FixedBeta.self), adamw(InnerRootEpsilon.self), adamw(EpsilonHat.self),
    adamw(UnusedEpsilon.self), adamw(NoRoot.self), adamw(FlushedSecond.self),
    adamw(TrustedMove.self), adamw(SmallestSecond.self), adamw(UnwiredAmsgrad.self),
    adamw(GradientForMoment.self), adamw(GrowingWeights.self), adamw(RatelessDecay.self),
    adamw(SquaredRateDecay.self), adamw(DoubledShrink.self), adamw(ReciprocalShrink.self),
    adamw(UnusedDecay.self), adamw(CappedDecay.self), adamw(DecayAfterMove.self),
    adamw(ConstantShrink.self), adamw(SoftThreshold.self), adamw(DecayOnlyWhileMoving.self),
    adamw(NoDecayNoUpdate.self), adamw(CoupledDecayInstead.self), adamw(DecayInRatio.self),
    adamw(RatedSchedule.self), adamw(PlainRate.self), adamw(DeadBiasCorrection.self),
  ]
}
