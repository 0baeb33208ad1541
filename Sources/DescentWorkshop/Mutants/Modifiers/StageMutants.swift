import Descent
import DescentLaws

extension Mutants {
  /// Wrong forms of the modifiers of `Plugins/Modifiers`.
  static let stages: [Mutant] = gradientStages + moveStages

  private static let gradientStages: [Mutant] = [
    .modifier(
      MaximizesGradientOnly.self, of: "maximize", "values of f", killedBy: "mod/objective"),
    .modifier(
      MaximizesConvexly.self, of: "maximize", "the Hessian of f", killedBy: "mod/objective"),
    .modifier(
      MaximizesNothing.self, of: "maximize", "the gradient of f", killedBy: "mod/definition"),
    .modifier(
      LetsInfinityThrough.self, of: "skip_nonfinite", "infinities let through",
      killedBy: "mod/skip"),
    .modifier(StepsOnZeros.self, of: "skip_nonfinite", "a step of 0", killedBy: "mod/skip"),
    .modifier(
      SkipsForAbsentTensors.self, of: "skip_nonfinite", "absent gradients looked at",
      killedBy: "mod/absent"),
    .modifier(
      ClipsWholeTensors.self, of: "agc", "one norm of a tensor", killedBy: "mod/definition"),
    .modifier(FreezesZeros.self, of: "agc", "no least norm", killedBy: "mod/definition"),
    .modifier(CentresVectors.self, of: "centralized", "vectors, too", killedBy: "mod/definition"),
    .modifier(
      CentresColumns.self, of: "centralized", "means of columns", killedBy: "mod/definition"),
    .modifier(
      AveragesGradientsFromZero.self, of: "grokfast", "an average from 0",
      killedBy: "mod/definition"),
    .modifier(
      ActsOnPartOfWindow.self, of: "grokfast", "a window that is not full",
      killedBy: "mod/definition"),
    .modifier(
      AveragesQuestions.self, of: "grokfast", "questions averaged", killedBy: "mod/answers"),
    .modifier(
      NormalizesTensors.self, of: "normalized", "a norm of each tensor",
      killedBy: "mod/definition"),
    .modifier(DividesZeroByZero.self, of: "normalized", "0/0", killedBy: "mod/definition"),
    .modifier(AnnealsTwice.self, of: "noise", "an exponent doubled", killedBy: "mod/definition"),
    .modifier(DrawsForQuestions.self, of: "noise", "questions counted", killedBy: "mod/answers"),
    .modifier(AdaptsOnce.self, of: "sam", "|x| for x²", killedBy: "mod/definition"),
    .modifier(ForgetsEta.self, of: "sam", "η never used", killedBy: "mod/liveness"),
  ]

  private static let moveStages: [Mutant] = [
    .modifier(
      PullsNothingBack.self, of: "lookahead", "an option that is read and not used",
      killedBy: "mod/meeting"),
    .modifier(
      PullsTheOtherPart.self, of: "lookahead", "1 - alpha for alpha in buffers",
      killedBy: "mod/neutral"),
    .modifier(KeepsUphill.self, of: "cautious", "a sign flipped", killedBy: "mod/definition"),
    .modifier(LeavesDecayOut.self, of: "cautious", "decay masked", killedBy: "mod/liveness"),
    .modifier(
      CountsAllMasks.self, of: "cautious", "a mean over all tensors", killedBy: "mod/definition"),
    .modifier(
      DecaysTheMove.self, of: "decoupled", "the move decays, too", killedBy: "mod/definition"),
    .modifier(
      DecouplesWithoutRate.self, of: "decoupled", "λ without η", killedBy: "mod/definition"),
    .modifier(
      ForgetsTheSquare.self, of: "decoupled", "rate_squared without its square",
      killedBy: "mod/definition"),
    .modifier(PutsOnSphere.self, of: "project", "a sphere for a ball", killedBy: "mod/definition"),
    .modifier(
      DividesBySum.self, of: "project", "feasible and not the nearest point",
      killedBy: "mod/definition"),
    .modifier(
      ProjectsAllTensors.self, of: "project", "tensors without a gradient", killedBy: "mod/absent"),
    .modifier(
      AveragesOneLate.self, of: "polynomial_average", "a time one late",
      killedBy: "mod/definition"),
    .modifier(
      ForgetsTheOne.self, of: "polynomial_average", "γ for 1 + γ", killedBy: "mod/definition"),
  ]
}
