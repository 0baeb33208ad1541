extension Optimizer {
  /// This optimizer on the gradient of `f + (λ/2)‖x‖²`: `λx` is added to each gradient, so the decay
  /// passes through momentum and scaling (coupled, or L2, weight decay).
  /// - Throws: ``ConfigurationError`` unless `coefficient` is finite and not negative.
  public func decayed(coupled coefficient: Double) throws(ConfigurationError) -> some Optimizer {
    try checkModifier(
      "decay", "l2", coefficient, allowed: coefficient >= 0 && coefficient.isFinite, "[0, inf)")
    return CoupledDecay(base: self, coefficient: coefficient)
  }
}

struct CoupledDecay: OptimizerModifier {
  let base: any Optimizer
  let coefficient: Double
  var setting: (key: String, text: String) { ("l2", coefficient.hyperparameterText) }

  func wrap<T: KernelScalar>(_ kernel: OptimizerKernel<T>, _ layout: Layout) -> OptimizerKernel<T> {
    let factor = T(coefficient)
    return mappingGradient(kernel, layout) { step, copy in
      for i in 0..<layout.count { copy[i] = step.gradient[i] + factor * step.parameters[i] }
    }
  }
}
