import Descent

/// The length of a run, also in updates, which schedules count.
struct RunLength {
  static let defaultSteps = 1000
  static let defaultEpochs = 30

  let length: StoppingRules
  let hasMiniBatches: Bool
  private let batchesPerEpoch: Int

  /// - Parameter asked: the rules that were given. If none of them bounds the run, the default for this
  ///   kind of problem is added.
  init(problem: any Problem, asked: StoppingRules) throws {
    let examples = try problem.exampleCount
    batchesPerEpoch = examples?.batchesPerEpoch ?? 1
    hasMiniBatches = examples?.hasMiniBatches ?? false
    let usual =
      hasMiniBatches ? StoppingRules.epochs(Self.defaultEpochs) : .steps(Self.defaultSteps)
    length = asked.isBounded ? asked : asked | usual
  }

  /// The number of updates, where an accumulation window closes at the end of an epoch, full or not. Nil if
  /// it cannot be known, because time or examples end the run.
  func updates(of optimizer: any Optimizer) -> Int? {
    let window = (optimizer as? Modified)?.accumulatedBatches ?? 1
    return length.horizon(
      updatesPerEpoch: hasMiniBatches ? (batchesPerEpoch - 1) / window + 1 : 1,
      nominalCost: optimizer.nominalCost, examplesPerStep: 0)
  }
}
