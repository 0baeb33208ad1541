/// What an observer sees of one step. The pointer is valid during the call only.
public struct StepRecord<T: KernelScalar> {
  /// 0 is the start, `t` the state after step `t`.
  public let step: Int
  /// The loss at the parameters; with mini-batches, of the batch that step `step` descended on (for
  /// step 0, of all training examples).
  public let loss: Double
  /// The norm of the gradient that belongs to ``loss``.
  public let gradientNorm: Double
  /// The learning rate that led here; 0 at the start.
  public let rate: Double
  /// The distance that the parameters moved; 0 at the start.
  public let stepNorm: Double
  /// Losses and accuracies over whole data sets, at the start and at the end of each epoch.
  public let metrics: Metrics?
  /// The parameters.
  public let parameters: UnsafeBufferPointer<T>
}

/// Evaluations spent so far.
public struct Evaluations: Sendable, Hashable {
  /// Objective values without a gradient (for reporting: metrics over whole data sets).
  public var values = 0
  /// Gradients, full or on a batch, each with its value.
  public var gradients = 0
  /// Examples that gradients were taken over; a full gradient counts every training example.
  public var examples = 0

  public init() {}
}
