import Descent
import DescentTextbook
import LawMutants
import Testing

/// Tests the chapter of the rules on every faulty rule on which the laws are tested.
@Suite("The sweep over rules") struct RuleSweepTests {
  /// Faults that show only at extremes, where the laws find them.
  private static let unseen: Set = [
    // Gradients, moves, rates or sums beyond 10³ or below 10⁻⁶, and NaN.
    "adagrad/CappedAccumulator", "adam/ClippedGradient", "rmsprop/ClippedGradient",
    "momentum/CappedRate", "momentum/CappedVelocity", "momentum/HiddenThreshold",
    "sgd/ClampedMove", "rmsprop/ClampedMove", "sgd/RoundedUpParameter", "adamw/FlushedSecond",
    "adamw/CappedDecay", "sgd/SwallowedNaN", "adagrad/SwallowedNaN", "momentum/SwallowedInfinity",
    // Options that are newer than the chapter; the laws find their faults.
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
    // Only the laws test the definition of a rule without its own result.
    guard experiments.contains(where: { $0.rule?.name == mutant.original }) else { return }
    let isRejected = try experiments.contains { try !$0.holds(in: laboratory) }
    #expect(isRejected != Self.unseen.contains(mutant.name), "\(mutant.name): \(mutant.bug)")
  }
}
