import AdamPlugin
import DescentLaws
import MutantKit

/// Common mistakes in implementations of Adam.
package enum AdamMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdam<Adam, NoSlip>.subject }

  package static let all: [Mutant] = [
    adam(DoubledDecay.self), adam(RatedDecay.self), adam(ClippedGradient.self),
    adam(AbsoluteGradient.self), adam(IgnoredDefaultRate.self), adam(MultipliedCorrection.self),
    adam(NoCorrection.self), adam(NoFirstCorrection.self), adam(LateCorrection.self),
    adam(TwiceCorrected.self), adam(UnrootedCorrection.self), adam(SwappedCorrections.self),
    adam(AdamaxStepSize.self), adam(SquaredPower.self), adam(SinglePrecisionPower.self),
    adam(WarmCounter.self), adam(SwappedFirstShares.self), adam(SummedFirst.self),
    adam(SquaredSecondShare.self), adam(LocalFirst.self), adam(FlippedFirst.self),
    adam(LargestAccumulated.self), adam(SwappedBetas.self), adam(WrongMomentBeta.self),
    adam(TwoEpsilons.self), adam(LargestEpsilon.self), adam(HiddenEpsilon.self),
    adam(DoubleRoot.self), adam(SingleRoot.self), adam(UnguardedMove.self), adam(Ascending.self),
    adam(LocalLargest.self), adam(SummedLargest.self), adam(ReplacedSecond.self),
    adam(DecoupledInstead.self), adam(DeadBiasCorrection.self), adam(DeadPlacement.self),
    adam(TwiceCorrectedLargest.self),
  ]
}
