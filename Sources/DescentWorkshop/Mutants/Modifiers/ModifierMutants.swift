import Descent
import DescentLaws

extension Mutants {
  /// Wrong modifiers, and a right one around rules that should be refused.
  package static let modifiers: [Mutant] =
    [
      .modifier(
        AscendsAtZero.self, of: "sam", "ascends at radius 0", killedBy: "mod/neutral"),
      .modifier(
        AscendsBySquare.self, of: "sam", "divides by the squared norm",
        killedBy: "mod/definition"),
      .modifier(
        AscendsByFirstTensor.self, of: "sam", "a norm of one tensor", killedBy: "mod/definition"),
      .modifier(
        DescendsFirst.self, of: "sam", "a sign flipped", killedBy: "mod/definition"),
      .modifier(HidesItsCost.self, of: "sam", "costs as if it asked nothing", killedBy: "mod/cost"),
      .modifier(
        NeverAdapts.self, of: "sam", "an option never used", killedBy: "mod/liveness"),
      .modifier(
        DoublesPenalty.self, of: "l2", "the value without the half", killedBy: "mod/objective"),
      .modifier(
        PenalisesGradientOnly.self, of: "l2", "the value without the penalty",
        killedBy: "mod/objective"),
      .modifier(
        ForgetsPenaltyCurvature.self, of: "l2", "products without the penalty",
        killedBy: "mod/objective"),
      .modifier(HalvesDecay.self, of: "l2", "half the decay", killedBy: "mod/definition"),
      .modifier(
        SparesSmallParameters.self, of: "l2", "an absolute threshold", killedBy: "mod/units"),
      .modifier(
        ClipsAnObjective.self, of: "clip_value", "claims another objective",
        killedBy: "mod/objective"),
      .modifier(
        SeedsLate.self, of: "lookahead", "slow weights from the first meeting on (timm)",
        killedBy: "mod/definition"),
      .modifier(
        GoesTheOtherPart.self, of: "lookahead", "1 - alpha for alpha", killedBy: "mod/definition"),
      .modifier(
        RoundsTheWholeWay.self, of: "lookahead", "alpha = 1 rounds", killedBy: "mod/neutral"),
      .modifier(
        CountsOutsideState.self, of: "lookahead", "a cycle outside the state",
        killedBy: "mod/resume"),
      .modifier(
        DecaysAllTensors.self, of: "decoupled", "decays tensors without a gradient",
        killedBy: "mod/absent"),
      .modifier(AveragesFromZero.self, of: "ema", "starts from 0", killedBy: "mod/definition"),
      .modifier(
        DividesByStepsAfter.self, of: "swa", "a counter one off", killedBy: "mod/definition"),
      .modifier(
        StepsToTheAverage.self, of: "swa", "moves the parameters", killedBy: "mod/neutral"),
      .modifier(
        ClipsCallersGradient.self, of: "clip_value", "writes the caller's gradient",
        killedBy: "mod/input"),
      .modifier(
        ClipsNoAnswer.self, of: "clip_value", "answers pass it by", killedBy: "mod/answers"),
      .modifier(
        AnswersFromLastBatch.self, of: "accumulate", "answers over the last micro-batch",
        killedBy: "mod/window"),
      .modifier(
        TellsLastValue.self, of: "accumulate", "the value of the last micro-batch",
        killedBy: "mod/window"),
    ] + stages + [unrefusing]

  private static var unrefusing: Mutant {
    var subject = ModifierSubject(ClipByNorm.self, name: "RefusesNobody")
    subject.combine = { Unasked(modifier: $0, rule: $1) }
    return .of(
      subject, ModifierLaws.all, "clip_norm", "a line search on clipped gradients",
      killedBy: "mod/refusal")
  }
}
