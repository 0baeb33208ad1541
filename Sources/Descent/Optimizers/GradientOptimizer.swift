/// Tier 2: a rule that sees the whole gradient and the parameter layout, for methods that couple the
/// coordinates of a tensor (LAMB, Muon, Shampoo).
public protocol GradientOptimizer: Optimizer, Configurable {
  /// Which buffers the rule keeps for parameters of this layout.
  func stateLayout(for layout: Layout) -> StateLayout

  /// One step: reads the gradient, updates parameters and state in place.
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout)
}

extension GradientOptimizer {
  @inlinable
  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try gradientKernel(layout) }

  @inlinable
  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try gradientKernel(layout) }

  @inlinable
  func gradientKernel<T: KernelScalar>(_ layout: Layout) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    let rule = self
    return OptimizerKernel(stateLayout: stateLayout(for: layout)) { arguments, _ in
      rule.step(arguments, layout: layout)
      return .updated
    }
  }
}
