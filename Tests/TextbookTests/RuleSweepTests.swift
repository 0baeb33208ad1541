import Descent
import DescentTextbook
import LawMutants
import Testing

/// Every slip in a built-in rule that the laws are tried on, before the chapter of the rules.
@Suite("The sweep over rules") struct RuleSweepTests {
  /// Slips that show only at extremes: the laws see them.
  private static let unseen: Set = [
    // Gradients, moves, rates, sums beyond 10³ or below 10⁻⁶, and what is no number.
    "adagrad/CappedAccumulator", "adam/ClippedGradient", "rmsprop/ClippedGradient",
    "momentum/CappedRate", "momentum/CappedVelocity", "momentum/HiddenThreshold",
    "sgd/ClampedMove", "rmsprop/ClampedMove", "sgd/RoundedUpParameter", "adamw/FlushedSecond",
    "adamw/CappedDecay", "sgd/SwallowedNaN", "adagrad/SwallowedNaN", "momentum/SwallowedInfinity",
    // Options that came after the chapter: the laws see them.
    "momentum/DeadRateInVelocity", "momentum/RatelessFirst",
    "adam/DeadBiasCorrection", "adam/DeadPlacement",
    "adam/TwiceCorrectedLargest", "adamw/DeadBiasCorrection", "adamw/PlainRate",
    "adamw/RatedSchedule", "rmsprop/DeadRMSpropPlacement",
    "adagrad/DeadAdagradPlacement",
  ]

  @Test(
    "the chapter rejects every slip that shows in ordinary numbers",
    arguments: Mutants.rules.indices)
  func rejects(place: Int) throws {
    let mutant = Mutants.rules[place]
    let laboratory = Laboratory(with: mutant)
    let experiments = Textbook.selection("algorithms").filter {
      $0.rule == nil || $0.rule?.name == mutant.original
    }
    // A rule without its own result is held to its definition by the laws alone.
    guard experiments.contains(where: { $0.rule?.name == mutant.original }) else { return }
    let isRejected = try experiments.contains { try !$0.holds(in: laboratory) }
    #expect(isRejected != Self.unseen.contains(mutant.name), "\(mutant.name): \(mutant.bug)")
  }
}
