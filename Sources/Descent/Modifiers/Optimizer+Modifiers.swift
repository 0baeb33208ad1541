/// Methods that add a stage to an optimizer: accumulation and gradient stages act before the existing
/// stages, others after them.
extension Optimizer {
  /// This optimizer with a stage around it.
  /// - Throws: ``ConfigurationError`` if the stage cannot be added.
  public func modified(by stage: any Modifier) throws(ConfigurationError) -> some Optimizer {
    try Modified(self, outermost: stage)
  }

  /// This optimizer on gradients whose Euclidean norm over *all* tensors is at most `norm`.
  /// - Throws: ``ConfigurationError`` unless `norm` is finite and positive.
  public func clipped(norm: Double) throws(ConfigurationError) -> some Optimizer {
    var stage = ClipByNorm()
    stage.norm = norm
    return try Modified(self, outermost: stage)
  }

  /// This optimizer on gradients with each entry clamped to [−value, value].
  /// - Throws: ``ConfigurationError`` unless `value` is finite and positive.
  public func clipped(value: Double) throws(ConfigurationError) -> some Optimizer {
    var stage = ClipByValue()
    stage.value = value
    return try Modified(self, outermost: stage)
  }

  /// This optimizer on the gradient of `f + (λ/2)‖x‖²` (coupled, or L2, weight decay).
  /// - Throws: ``ConfigurationError`` unless `coefficient` is finite and not negative.
  public func decayed(coupled coefficient: Double) throws(ConfigurationError) -> some Optimizer {
    var stage = L2()
    stage.weightDecay = coefficient
    return try Modified(self, outermost: stage)
  }

  /// This optimizer on the mean gradient of every `steps` micro-batches: it updates once per
  /// window.
  /// - Throws: ``ConfigurationError`` unless `steps` is at least 1, and if this optimizer accumulates
  ///   already.
  public func accumulating(steps: Int) throws(ConfigurationError) -> some Optimizer {
    if let modified = self as? Modified, modified.stages.contains(where: { $0 is Accumulate }) {
      throw .inconsistent(owner: "accumulate", reason: "\(specification) accumulates already")
    }
    var stage = Accumulate()
    stage.steps = steps
    return try Modified(self, outermost: stage)
  }

  /// This optimizer with a running average of its parameters as the evaluation point.
  /// - Parameters:
  ///   - decay: the decay of the average, in [0, 1).
  ///   - debiased: whether the weights of the first updates are corrected (see
  ///     ``ExponentialMovingAverage``).
  /// - Throws: ``ConfigurationError`` unless `decay` lies in [0, 1), and if this optimizer averages
  ///   already.
  public func averaged(decay: Double, debiased: Bool = false) throws(ConfigurationError)
    -> some Optimizer
  {
    var stage = ParameterAverage()
    stage.decay = decay
    stage.debiased = debiased
    return try Modified(self, outermost: stage)
  }
}
