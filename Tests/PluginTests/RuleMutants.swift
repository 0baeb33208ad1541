import Descent
import Synchronization

// Optimizers that are wrong on purpose: each breaks the law that names it as its mutant.

protocol MutantRule: GradientOptimizer {}

extension MutantRule {
  static var card: Card { Card(name: "mutant", summary: "wrong", formula: "", source: "") }
  var learningRate: Double { 0.1 }
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
}

/// Divides by the gradient norm of each tensor.
struct PerTensorScaled: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for tensor in layout.tensors {
      let norm = T(euclideanNorm(step.gradient + tensor.offset, tensor.count)) + 1
      for i in tensor.range { step.parameters[i] -= T(step.rate) * step.gradient[i] / norm }
    }
  }
}

/// Moves the last coordinate of a vector twice as far, as a wrong loop tail does.
struct Indexed: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for i in 0..<layout.count {
      let factor: T = i == layout.count - 1 ? 2 : 1
      step.parameters[i] -= factor * T(step.rate) * step.gradient[i]
    }
  }
}

/// Has another constant in single precision.
struct PrecisionDependent: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let factor: T = T.self == Float.self ? 1.01 : 1
    for i in 0..<layout.count {
      step.parameters[i] -= factor * T(step.rate) * step.gradient[i]
    }
  }
}

/// Moves whatever the rate and the gradient are.
struct Restless: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for i in 0..<layout.count {
      step.parameters[i] -= T(step.rate) * step.gradient[i] + 0x1p-40
    }
  }
}

/// Subtracts the mean of the gradient, and so spreads a NaN.
struct Centring: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    var mean: T = 0
    for i in 0..<layout.count { mean += step.gradient[i] / T(layout.count) }
    for i in 0..<layout.count { step.parameters[i] -= T(step.rate) * (step.gradient[i] - mean) }
  }
}

/// Passes over gradients that are not finite.
struct Forgiving: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for i in 0..<layout.count where step.gradient[i].isFinite {
      step.parameters[i] -= T(step.rate) * step.gradient[i]
    }
  }
}

/// Says one rate and has another.
struct Misreporting: MutantRule {
  @Hyperparameter("learning rate") var learningRate = 0.1
  var specification: Specification {
    Specification(name: "mutant", settings: [(key: "lr", text: "0.2")])
  }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for i in 0..<layout.count { step.parameters[i] -= T(step.rate) * step.gradient[i] }
  }
}

/// Moves tensors that have no gradient.
struct IgnoresAbsence: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for i in 0..<layout.count { step.parameters[i] -= T(step.rate) * step.gradient[i] }
  }
}

/// Counts its steps where no state shows them.
struct SecretlyStateful: MutantRule {
  private final class Counter: Sendable {
    let steps = Atomic<Int>(0)
  }
  @Prepared private var counter: Counter? = Counter()

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let steps = counter?.steps.add(1, ordering: .relaxed).newValue ?? 0
    for i in 0..<layout.count {
      step.parameters[i] -= T(step.rate) * step.gradient[i] / T(steps)
    }
  }
}

/// Scales the caller's gradient in place.
struct WritesGradient: MutantRule {
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let gradient = UnsafeMutablePointer(mutating: step.gradient)
    for i in 0..<layout.count {
      gradient[i] *= T(step.rate)
      step.parameters[i] -= gradient[i]
    }
  }
}
