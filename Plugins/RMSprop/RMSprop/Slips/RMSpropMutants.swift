import DescentLaws
import MutantKit

/// Common mistakes in implementations of RMSprop.
package enum RMSpropMutants: RuleMutants {
  package static var host: RuleSubject { WrongRMSprop<NoSlip>.subject }

  package static let all: [Mutant] = [
    rmsprop(MultiplyingDecay.self), rmsprop(IdleDecay.self), rmsprop(SquaredRate.self),
    rmsprop(ClampedMove.self), rmsprop(SlightlyLong.self), rmsprop(ClippedGradient.self),
    rmsprop(InnerEpsilon.self), rmsprop(DoubleEpsilon.self), rmsprop(SquaredEpsilon.self),
    rmsprop(FloorEpsilon.self), rmsprop(DeadEpsilon.self), rmsprop(FixedEpsilon.self),
    rmsprop(NegativeEpsilon.self), rmsprop(MissingRoot.self), rmsprop(FourthRoot.self),
    rmsprop(SwappedShares.self), rmsprop(SummedSquare.self), rmsprop(UnforgettingSquare.self),
    rmsprop(SquaredShare.self), rmsprop(MemorylessSquare.self), rmsprop(FixedAlpha.self),
    rmsprop(OneStart.self), rmsprop(NegativeVariance.self), rmsprop(AddedMean.self),
    rmsprop(UnsquaredMean.self), rmsprop(DoubledMean.self), rmsprop(HiddenVarianceFloor.self),
    rmsprop(DeadCentering.self), rmsprop(SwappedMeanShares.self), rmsprop(DeadBuffer.self),
    rmsprop(AveragedBuffer.self), rmsprop(RateInBuffer.self), rmsprop(UnguardedRatio.self),
    rmsprop(ReciprocalEpsilon.self), rmsprop(LazySquare.self), rmsprop(DecayOnlyInSquare.self),
    rmsprop(DeadRMSpropPlacement.self),
  ]
}
