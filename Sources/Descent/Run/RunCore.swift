/// The data of the run's loop, as one value. The loop works on it in place, under a single access,
/// without allocations or unnecessary checks per step.
struct RunCore<T: KernelScalar> {
  // Constant during a run.
  let kernel: OptimizerKernel<T>
  let objective: Objective<T>
  /// The examples, if steps use batches.
  let miniBatches: Examples<T>?
  let oracle: Oracle<T>
  let spending: RunOracle<T>
  let observers: [(StepRecord<T>) -> Void]
  let schedule: any Schedule
  /// Whether the factor of every step is 1, so that the schedule need not be evaluated.
  let isUnscheduled: Bool
  let options: RunOptions
  /// Whether many steps may be taken in one call, because only divergence or the number of steps
  /// ends the run, and nothing observes single steps.
  let isPlain: Bool
  let baseRate: Double
  let horizon: Int?
  let n: Int
  /// Parameters, parameters before the last step, optimizer buffers: owned by the ``Run``.
  let x: UnsafeMutablePointer<T>
  let previous: UnsafeMutablePointer<T>
  let buffers: UnsafeMutablePointer<T>
  let scalars: UnsafeMutablePointer<Double>
  /// The evaluation point, if it differs from `x`; otherwise `x`.
  let evaluationPoint: UnsafeMutablePointer<T>
  let report: UnsafeMutablePointer<StepReport<T>>
  /// The rates of a chunk's steps.
  let rates: Scratch<Double>
  let clock = ContinuousClock()
  let begun: ContinuousClock.Instant

  // Changed by each step.
  /// The gradient; swapped with the report's if a rule returns a gradient of its own.
  var g: UnsafeMutablePointer<T>
  let order: BatchOrder?
  /// The points of the last steps, if gradients are delayed.
  let history: PointHistory<T>?
  /// For each tensor, whether the current batch has a gradient, if some may be missing.
  let present: Scratch<Bool>
  /// The micro-batches so far, if the options request them.
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
  /// The last loss computed at the evaluation point; NaN before the first.
  var evaluatedLoss = Double.nan
  /// A rate set by a visitor.
  var rateOverride: Double?
  /// The reduction of the rate on plateaus, if the schedule has one.
  var reducer: ReduceOnPlateau?
  /// The number of steps in the next chunk.
  var chunkLength = 16

  /// The longest chunk, in steps.
  static var longestChunk: Int { 512 }

  /// Whether the evaluation point differs from the stepped point.
  var hasEvaluationPoint: Bool { kernel.evaluationPoint != nil }

  /// The arguments of a step.
  func arguments(
    rate: Double, weight: Double, closesWindow: Bool, value: Double
  ) -> StepArguments<T> {
    StepArguments(
      parameters: x, gradient: UnsafePointer(g), buffers: buffers, scalars: scalars, rate: rate,
      weight: weight, closesWindow: closesWindow, value: value, seed: options.seed,
      baseRate: baseRate, horizon: horizon, report: report)
  }

  /// The rate of a step, counted from 1.
  func rate(at step: Int) -> Double {
    if let rateOverride { return rateOverride }
    let rate = isUnscheduled ? baseRate : baseRate * schedule.factor(at: step)
    return reducer.map { rate * $0.factor } ?? rate
  }
}
