import Descent

/// How long a run lasts, in updates as well, which is what schedules count in.
struct RunLength {
  static let defaultSteps = 1000
  static let defaultEpochs = 30

  let length: RunOptions.Length
  let hasMiniBatches: Bool
  private let batchesPerEpoch: Int

  /// - Parameters: what was asked for; both nil stand for the default of this kind of problem.
  init(problem: any Problem, steps: Int?, epochs: Int?) throws {
    let examples = try Double.makeObjective(problem).examples
    let (count, batch) = (examples?.count ?? 1, examples?.batchSize ?? 1)
    batchesPerEpoch = (count + batch - 1) / batch
    hasMiniBatches = batch < count
    if let steps {
      length = .steps(steps)
    } else if let epochs {
      length = .epochs(epochs)
    } else {
      length = hasMiniBatches ? .epochs(Self.defaultEpochs) : .steps(Self.defaultSteps)
    }
  }

  /// The number of updates: an accumulation window closes at the end of an epoch, full or not.
  func updates(accumulating window: Int) -> Int {
    switch length {
    case .steps(let steps): steps
    case .epochs(let epochs):
      epochs.multipliedReportingOverflow(
        by: hasMiniBatches ? (batchesPerEpoch - 1) / max(1, window) + 1 : 1
      ).partialValue
    }
  }
}
