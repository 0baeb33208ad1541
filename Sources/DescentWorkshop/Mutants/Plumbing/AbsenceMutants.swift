import Descent

/// Decays tensors that have no gradient, because the decay is not part of the step.
struct DecaysAbsent: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for i in 0..<layout.count { step.parameters[i] *= T(1 - step.rate * 0.1) }
    step.descend(layout) { step.gradient[$0] }
  }
}

/// Has one counter for all tensors, which advances if any tensor has a gradient (deepspeedai/DeepSpeed
/// #8471).
struct CountsForAll: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, scalars: ["step"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.scalars[0] += 1
    step.descend(layout, factor: 1 / step.scalars[0]) { step.gradient[$0] }
  }
}

/// Continues to move by its momentum without a gradient (pytorch/pytorch #1285: sparse Adam).
struct Coasts: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, buffers: ["velocity"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (_, range) in step.active(layout) {
      for i in range { step.buffers[i] += step.gradient[i] }
    }
    for i in 0..<layout.count {
      step.parameters[i] -= T(step.rate) * step.buffers[i]
      step.buffers[i] *= 0.5
    }
  }
}

/// Skips all tensors if one has no gradient.
struct SkipsNeighbours: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    guard step.active(layout).count == layout.tensors.count else { return }
    step.descend(layout) { step.gradient[$0] }
  }
}

/// Leaves out the entries that are not finite (tensorflow/tensorflow #21363 in effect).
struct SwallowsNaN: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { step.gradient[$0].isFinite ? step.gradient[$0] : 0 }
  }
}

/// Adds a sum that should be 0, which spreads a NaN to all coordinates.
struct SpreadsNaN: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let sum = (0..<layout.count).reduce(T(0)) { $0 + 0 * step.gradient[$1] }
    step.descend(layout) { step.gradient[$0] + sum }
  }
}

/// Skips every full block of eight coordinates (pytorch/pytorch #191763).
struct SkipsBlocks: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (_, range) in step.active(layout) {
      for i in range.lowerBound + range.count / 8 * 8..<range.upperBound {
        step.parameters[i] -= T(step.rate) * step.gradient[i]
      }
    }
  }
}
