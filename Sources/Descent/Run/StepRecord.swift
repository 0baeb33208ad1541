/// The data that an observer gets about one step. The pointers are valid only during the call.
public struct StepRecord<T: KernelScalar> {
  /// 0 is the start, `t` the state after step `t`.
  public let step: Int
  /// The loss at the parameters; with mini-batches, of the batch that step `step` descended on (for
  /// step 0, of all training examples).
  public let loss: Double
  /// The norm of the gradient that belongs to ``loss``.
  public let gradientNorm: Double
  /// The learning rate of the step; 0 at the start.
  public let rate: Double
  /// The distance that the parameters moved; 0 at the start.
  public let stepNorm: Double
  /// Losses and accuracies over whole data sets, at the start and at the end of each epoch.
  public let metrics: Metrics?
  /// The parameters.
  public let parameters: UnsafeBufferPointer<T>
  /// The loss at the evaluation point, if it differs from the stepped point.
  public let evaluatedLoss: Double?
  /// The evaluation point, if it differs from the stepped point.
  public let evaluationPoint: UnsafeBufferPointer<T>?
}
