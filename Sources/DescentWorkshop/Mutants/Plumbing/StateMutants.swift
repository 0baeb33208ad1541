import Descent

/// Keeps its counter where no checkpoint saves it (keras-team/keras #12449).
struct HidesCounter: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Prepared private var memory: HiddenMemory? = HiddenMemory()
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let count = memory?.numbers.withLock { numbers in
      numbers = [(numbers.first ?? 0) + 1]
      return numbers[0]
    }
    step.descend(layout, factor: 1 / (count ?? 1)) { step.gradient[$0] }
  }
}

/// Keeps the velocity in a class, which copies of a run share (ikostrikov/pytorch-a3c #12).
struct SharesVelocity: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Prepared private var memory: HiddenMemory? = HiddenMemory()
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    memory?.numbers.withLock { velocity in
      if velocity.count != layout.count { velocity = Array(repeating: 0, count: layout.count) }
      step.descend(layout) { i in
        velocity[i] = 0.5 * velocity[i] + Double(step.gradient[i])
        return T(velocity[i])
      }
    }
  }
}

/// Zeroes its momentum before every step (kozistr/pytorch_optimizer #516).
struct ZeroesMomentum: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, buffers: ["velocity"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { i in
      step.buffers[i] = 0
      step.buffers[i] += step.gradient[i]
      return step.buffers[i]
    }
  }
}

/// Updates a momentum but moves by the gradient (kozistr/pytorch_optimizer #385).
struct UsesGradient: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, buffers: ["velocity"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { i in
      step.buffers[i] = 0.5 * step.buffers[i] + step.gradient[i]
      return step.gradient[i]
    }
  }
}

/// Accepts a decay and never uses it (kozistr/pytorch_optimizer #517).
struct IgnoresDecay: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { step.gradient[$0] }
  }
}

/// Has a flag without effect (chaoshangcs/GTS #16).
struct IgnoresFlag: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("divide by the largest second moment", kind: .maximum) var amsgrad = false
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, buffers: ["squares"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.descend(layout) { i in
      let g = step.gradient[i]
      step.buffers[i] = 0.5 * (step.buffers[i] + g * g)
      return g / (sqrt(step.buffers[i]) + 1)
    }
  }
}
