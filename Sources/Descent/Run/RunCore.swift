/// The moving parts of a run, as one value: the loop works on it in place, under a single access, with
/// nothing allocated and nothing checked per step that need not be.
struct RunCore<T: KernelScalar> {
  // What stays as it is.
  let kernel: OptimizerKernel<T>
  let objective: Objective<T>
  /// The examples, if each step sees a part of them only.
  let miniBatches: Examples<T>?
  let oracle: Oracle<T>
  let spending: RunOracle<T>
  let observers: [(StepRecord<T>) -> Void]
  let schedule: any Schedule
  /// Whether the factor of every step is 1, so that the schedule need not be asked.
  let isUnscheduled: Bool
  let options: RunOptions
  /// Whether steps may be taken many in one call: nothing but divergence and their number ends the
  /// run, and nobody looks at them.
  let isPlain: Bool
  let baseRate: Double
  let horizon: Int?
  let n: Int
  /// Parameters, parameters before the last step, optimizer buffers: owned by the ``Run``.
  let x: UnsafeMutablePointer<T>
  let previous: UnsafeMutablePointer<T>
  let buffers: UnsafeMutablePointer<T>
  let scalars: UnsafeMutablePointer<Double>
  /// The point that counts, where the optimizer names another than `x`; else `x`.
  let evaluationPoint: UnsafeMutablePointer<T>
  let report: UnsafeMutablePointer<StepReport<T>>
  /// The rates of a chunk's steps.
  let rates: Scratch<Double>
  let clock = ContinuousClock()
  let begun: ContinuousClock.Instant

  // What a step changes.
  /// The gradient; it changes places with the report's where a rule hands its own over.
  var g: UnsafeMutablePointer<T>
  let order: BatchOrder?
  /// The points of the last steps, where gradients are delayed.
  let history: PointHistory<T>?
  /// For each tensor whether the current batch has a gradient, where not all have.
  let present: Scratch<Bool>
  /// The micro-batches so far, where the options ask for them.
  var visited: [[Int]] = []
  var progress: RunProgress
  var outcome: Outcome?
  var trace: Trace
  var lastMetrics: Metrics?
  /// The last step's record, if the trace's interval left it out.
  var untraced: StepRecord<T>?
  /// The loss and the gradient norm last seen, and those that belong to the remembered point.
  var loss = Double.nan
  var gradientNorm = Double.nan
  var previousLoss = Double.nan
  var previousGradientNorm = Double.nan
  /// The loss at the evaluation point when it was last asked for; NaN before.
  var evaluatedLoss = Double.nan
  /// A rate that a visitor has set.
  var rateOverride: Double?
  /// The cut of the rate where the loss stops falling, if the schedule is one.
  var reducer: ReduceOnPlateau?
  /// Steps of the next chunk.
  var chunkLength = 16

  /// The longest chunk, in steps.
  static var longestChunk: Int { 512 }

  /// Whether the optimizer names another point than the stepped one.
  var hasEvaluationPoint: Bool { kernel.evaluationPoint != nil }

  /// What a step works on, but for the rate.
  func arguments(
    rate: Double, weight: Double, closesWindow: Bool, value: Double
  ) -> StepArguments<T> {
    StepArguments(
      parameters: x, gradient: UnsafePointer(g), buffers: buffers, scalars: scalars, rate: rate,
      weight: weight, closesWindow: closesWindow, value: value, seed: options.seed,
      baseRate: baseRate, horizon: horizon, report: report)
  }

  /// The rate of a step, from 1.
  func rate(at step: Int) -> Double {
    if let rateOverride { return rateOverride }
    let rate = isUnscheduled ? baseRate : baseRate * schedule.factor(at: step)
    return reducer.map { rate * $0.factor } ?? rate
  }
}
