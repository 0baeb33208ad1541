import DescentLaws
import MutantKit

/// Common mistakes in implementations of Momentum.
package enum MomentumMutants: RuleMutants {
  package static var host: RuleSubject { WrongMomentum<NoSlip>.subject }

  package static let all: [Mutant] = [
    momentum(DeadDecay.self), momentum(ReplacingDecay.self), momentum(RatelessMove.self),
    momentum(CappedRate.self), momentum(HiddenSingle.self), momentum(HiddenThreshold.self),
    momentum(SwallowedInfinity.self), momentum(DeadMomentum.self), momentum(SquaredMomentum.self),
    momentum(AveragedVelocity.self), momentum(RateInVelocity.self), momentum(LateRate.self),
    momentum(NegativeMomentum.self), momentum(DampenedVelocity.self), momentum(CappedVelocity.self),
    momentum(FlippedDampening.self), momentum(AddedDampening.self), momentum(DeadDampening.self),
    momentum(DampenedFirst.self), momentum(UndampenedFirst.self), momentum(LateDampening.self),
    momentum(FlippedLookAhead.self), momentum(OldLookAhead.self), momentum(DoubleLookAhead.self),
    momentum(BareLookAhead.self), momentum(UnscaledLookAhead.self), momentum(DeadNesterov.self),
    momentum(AlwaysNesterov.self), momentum(FedBackLookAhead.self),
    momentum(DecayBesideVelocity.self), momentum(StaleVelocity.self), momentum(SelectiveDecay.self),
    momentum(StartedVelocity.self), momentum(DeadRateInVelocity.self),
    momentum(RatelessFirst.self),
  ]
}
