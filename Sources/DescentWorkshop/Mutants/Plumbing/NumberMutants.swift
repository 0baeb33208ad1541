import Descent

/// Starts its bias correction at 1 − β⁰ = 0 (tracel-ai/burn #630).
struct CorrectsByZero: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout {
    state(layout, scalars: [StateSlot("power", initial: 1)])
  }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let correction = T(1 - step.scalars[0])
    step.scalars[0] *= 0.5
    step.descend(layout) { step.gradient[$0] / correction }
  }
}

/// Divides by a norm that may be 0 (cybertronai/pytorch-lamb #6).
struct DividesByZero: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { step.gradient[$0] / abs(step.gradient[$0]) }
  }
}

/// Computes a fourth power that overflows.
struct Overflows: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { i in
      let square = step.gradient[i] * step.gradient[i]
      return step.gradient[i] / (1 + sqrt(square * square) / (1 + square * square))
        + 0 * (square * square)
    }
  }
}

/// Takes the root of a variance that rounding makes negative (apache/mxnet #6235; torch 2.13).
struct UnclampedVariance: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay", in: 0..<1, kind: .secondMomentDecay) var alpha = 0.5
  func stateLayout(for layout: Layout) -> StateLayout {
    state(layout, buffers: ["squares", "mean"])
  }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let mean = step.buffers + layout.count
    step.descend(layout) { i in
      let g = step.gradient[i]
      step.buffers[i] = T(alpha) * step.buffers[i] + T(1 - alpha) * g * g
      mean[i] = T(alpha) * mean[i] + T(1 - alpha) * g
      return g / (sqrt(step.buffers[i] - mean[i] * mean[i]) + 0.001)
    }
  }
}

/// Decay that is not multiplied by the rate (tensorflow/addons #2282).
struct DecaysWithoutRate: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay", in: 0..., kind: .weightDecay) var weightDecay = 0.01
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (_, range) in step.active(layout) {
      for i in range { step.parameters[i] *= T(1 - weightDecay) }
    }
    step.descend(layout) { step.gradient[$0] }
  }
}

/// The rate inside the momentum buffer (huggingface/transformers #34506).
struct BuffersRate: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, buffers: ["velocity"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (_, range) in step.active(layout) {
      for i in range {
        step.buffers[i] = 0.5 * step.buffers[i] + T(step.rate) * step.gradient[i]
        step.parameters[i] -= step.buffers[i]
      }
    }
  }
}

/// A rate that never gets below a floor.
struct FloorsRate: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let rate = T(max(step.rate, 1e-3))
    for (_, range) in step.active(layout) {
      for i in range { step.parameters[i] -= rate * step.gradient[i] }
    }
  }
}

/// A default rate that shadows the setting.
struct ShadowsRate: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var lr = 0.1
  var learningRate: Double { 0.05 }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { step.gradient[$0] }
  }
}
