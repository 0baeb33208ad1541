extension Optimizer {
  /// This optimizer on gradients whose Euclidean norm over *all* tensors is at most `norm`: a longer
  /// gradient is shortened to it, a shorter one passes bit for bit.
  /// - Throws: ``ConfigurationError`` unless `norm` is finite and positive.
  /// - Follows: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
  ///   networks", ICML 2013, Algorithm 1.
  public func clipped(norm: Double) throws(ConfigurationError) -> some Optimizer {
    try checkModifier("clipping", "clip_norm", norm, allowed: norm > 0 && norm.isFinite, "(0, inf)")
    return NormClipped(base: self, norm: norm)
  }

  /// This optimizer on gradients whose every entry is clamped to [−value, value].
  /// - Throws: ``ConfigurationError`` unless `value` is finite and positive.
  public func clipped(value: Double) throws(ConfigurationError) -> some Optimizer {
    try checkModifier(
      "clipping", "clip_value", value, allowed: value > 0 && value.isFinite, "(0, inf)")
    return ValueClipped(base: self, bound: value)
  }
}

struct NormClipped: OptimizerModifier {
  let base: any Optimizer
  let norm: Double
  var setting: (key: String, text: String) { ("clip_norm", norm.hyperparameterText) }

  func wrap<T: KernelScalar>(_ kernel: OptimizerKernel<T>, _ layout: Layout) -> OptimizerKernel<T> {
    let ranges = layout.tensors.map(\.range)
    let limit = norm
    return mappingGradient(kernel, layout) { step, copy in
      for (tensor, range) in ranges.enumerated() {
        // A tensor without a gradient holds no entries that count.
        let present = step.present?[tensor] ?? true
        for i in range { copy[i] = present ? step.gradient[i] : 0 }
      }
      var length = euclideanNorm(UnsafePointer(copy), layout.count)
      // NaN fails this test and passes unclipped, so that it stays visible.
      guard length > limit else { return }
      if length.isInfinite {
        // So does infinity. Finite numbers with an infinite norm are made smaller first.
        guard (0..<layout.count).allSatisfy({ copy[$0].isFinite }) else { return }
        for i in 0..<layout.count { copy[i] *= 0x1p-64 }
        length = euclideanNorm(UnsafePointer(copy), layout.count)
      }
      for i in 0..<layout.count { copy[i] = T(Double(copy[i]) / length * limit) }
    }
  }
}

struct ValueClipped: OptimizerModifier {
  let base: any Optimizer
  let bound: Double
  var setting: (key: String, text: String) { ("clip_value", bound.hyperparameterText) }

  func wrap<T: KernelScalar>(_ kernel: OptimizerKernel<T>, _ layout: Layout) -> OptimizerKernel<T> {
    let limit = T(bound)
    return mappingGradient(kernel, layout) { step, copy in
      for i in 0..<layout.count {
        let g = step.gradient[i]
        // Written so that NaN stays NaN: both comparisons are false.
        copy[i] = g > limit ? limit : (g < -limit ? -limit : g)
      }
    }
  }
}
