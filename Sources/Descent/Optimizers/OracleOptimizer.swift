/// Tier 3: a rule that evaluates the objective and its gradient where it likes (line searches, L-BFGS,
/// sharpness-aware minimisation).
public protocol OracleOptimizer: Optimizer, Configurable {
  /// Which buffers the rule keeps for parameters of this layout.
  func stateLayout(for layout: Layout) -> StateLayout

  /// One step, from the gradient at the present parameters and any further evaluations. In a
  /// mini-batch run the oracle evaluates on this step's batch.
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>)
}

extension OracleOptimizer {
  @inlinable
  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try oracleKernel(layout) }

  @inlinable
  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try oracleKernel(layout) }

  @inlinable
  func oracleKernel<T: KernelScalar>(_ layout: Layout) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    let rule = self
    return OptimizerKernel(stateLayout: stateLayout(for: layout)) { arguments, oracle in
      rule.step(arguments, layout: layout, oracle: oracle)
      return true
    }
  }
}
