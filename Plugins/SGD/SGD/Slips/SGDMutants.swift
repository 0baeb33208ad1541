import DescentLaws
import MutantKit

/// Common mistakes in implementations of SGD.
package enum SGDMutants: RuleMutants {
  package static var host: RuleSubject { WrongSGD<NoSlip>.subject }

  package static let all: [Mutant] = [
    sgd(FlippedDecay.self), sgd(ConstantDecay.self), sgd(FlooredDecay.self), sgd(FlippedMove.self),
    sgd(SquaredRate.self), sgd(ClampedMove.self), sgd(HiddenSingle.self), sgd(SlightlyLong.self),
    sgd(SwallowedNaN.self), sgd(AbsoluteGradient.self), sgd(IgnoredDefaultRate.self),
    sgd(SignStep.self), sgd(DoubledMove.self), sgd(ScaledUpParameter.self),
    sgd(ParameterTimesGradient.self), sgd(RoundedUpParameter.self), sgd(CappedDecayShare.self),
    RememberingSGD.mutant(
      .hiddenMomentum, "a tenth of the move before is added", killedBy: "C2"),
    RememberingSGD.mutant(
      .staleGradient, "moves by the gradient of the step before", killedBy: "C1"),
    RememberingSGD.mutant(.lateRate, "the rate of the step before", killedBy: "T13"),
  ]
}
