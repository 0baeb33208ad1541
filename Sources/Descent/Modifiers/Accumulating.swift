extension Optimizer {
  /// This optimizer on the mean gradient of every `steps` micro-batches: it updates once a window, as
  /// if the window had been one batch.
  ///
  /// The mean is weighted by the number of examples behind each micro-batch, so a ragged last batch
  /// counts for what it holds, and a window closed early divides by what it holds.
  /// - Throws: ``ConfigurationError`` unless `steps` is at least 1, and if this optimizer
  ///   accumulates already.
  public func accumulating(steps: Int) throws(ConfigurationError) -> some Optimizer {
    guard specification["accumulate"] == nil else {
      throw .inconsistent(owner: "accumulation", reason: "\(specification) accumulates already")
    }
    try checkModifier("accumulation", "accumulate", Double(steps), allowed: steps >= 1, "[1, inf)")
    return Accumulating(base: self, steps: steps)
  }
}

struct Accumulating: OptimizerModifier {
  let base: any Optimizer
  let steps: Int
  var setting: (key: String, text: String) { ("accumulate", String(steps)) }

  func wrap<T: KernelScalar>(_ kernel: OptimizerKernel<T>, _ layout: Layout) -> OptimizerKernel<T> {
    guard steps > 1 else { return kernel }
    let n = layout.count
    let tensors = layout.tensors
    var stateLayout = kernel.stateLayout
    let sumOffset = stateLayout.count
    stateLayout.appendBuffer("accumulated_gradient", count: n)
    let window = stateLayout.scalars.count
    stateLayout.appendScalar("accumulated_batches")
    for tensor in tensors {
      stateLayout.appendScalar(StateSlot("accumulated_weight[\(tensor.name)]"))
    }
    let steps = Double(steps)
    let mean = Scratch<T>(n)
    let present = Scratch(tensors.count, repeating: true)
    return OptimizerKernel(stateLayout: stateLayout) { step, oracle in
      let sum = step.buffers + sumOffset
      let weights = step.scalars + window + 1
      for (index, tensor) in tensors.enumerated() where step.present?[index] ?? true {
        weights[index] += step.weight
        let weight = T(step.weight)
        for i in tensor.range { sum[i] += weight * step.gradient[i] }
      }
      step.scalars[window] += 1
      guard step.scalars[window] >= steps || step.closesWindow else { return false }
      var windowWeight = 0.0
      for (index, tensor) in tensors.enumerated() {
        windowWeight = max(windowWeight, weights[index])
        present.pointer[index] = weights[index] > 0
        let weight = weights[index] > 0 ? T(weights[index]) : 1
        for i in tensor.range {
          mean.pointer[i] = sum[i] / weight
          sum[i] = 0
        }
        weights[index] = 0
      }
      step.scalars[window] = 0
      var inner = step
      inner.gradient = UnsafePointer(mean.pointer)
      inner.present = UnsafePointer(present.pointer)
      inner.weight = windowWeight
      return kernel.step(inner, oracle)
    }
  }
}
