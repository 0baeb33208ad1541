/// The moving parts of a run, as one value: the loop works on it in place, under a single access, with
/// nothing allocated and nothing checked per step that need not be.
struct RunCore<T: KernelScalar> {
  // What stays as it is.
  let kernel: OptimizerKernel<T>
  let objective: Objective<T>
  /// The examples, if each step sees a part of them only.
  let miniBatches: Examples<T>?
  let oracle: Oracle<T>
  let spending: OracleSpending
  let observers: [(StepRecord<T>) -> Void]
  let schedule: any Schedule
  /// Whether the factor of every step is 1, so that the schedule need not be asked.
  let isUnscheduled: Bool
  let options: RunOptions
  /// Whether only divergence and the limit can end the run: then a step need not look further.
  let endsAtLimitOnly: Bool
  let baseRate: Double
  let n: Int
  /// Parameters, gradient, parameters before the last step, optimizer buffers: owned by the ``Run``.
  let x: UnsafeMutablePointer<T>
  let g: UnsafeMutablePointer<T>
  let previous: UnsafeMutablePointer<T>
  let buffers: UnsafeMutablePointer<T>
  let scalars: UnsafeMutablePointer<Double>

  // What a step changes.
  let order: BatchOrder?
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
}

/// What a run's oracle shares with its loop: the batch that it evaluates on, and what it has spent.
final class OracleSpending {
  var gradients = 0
  var examples = 0
  var batch = UnsafeBufferPointer<Int>(start: nil, count: 0)
}
