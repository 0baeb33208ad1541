import Descent
import Synchronization

/// Moves less with every step taken in the process.
struct CountsProcess: PlumbingHost {
  private static let steps = Atomic<Int>(0)
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let count = Self.steps.add(1, ordering: .relaxed).newValue
    step.descend(layout, factor: 1 / Double(count)) { step.gradient[$0] }
  }
}

/// Writes the decay into the caller's gradient (pytorch/pytorch #12218).
struct WritesDecay: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay", in: 0..., kind: .weightDecay) var weightDecay = 0.0
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let g = UnsafeMutablePointer(mutating: step.gradient)
    step.descend(layout) { i in
      g[i] += T(weightDecay) * step.parameters[i]
      return g[i]
    }
  }
}

/// Writes Nesterov's look-ahead into the caller's gradient (torch 2.13, foreach SGD).
struct WritesLookAhead: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, buffers: ["velocity"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let g = UnsafeMutablePointer(mutating: step.gradient)
    step.descend(layout) { i in
      step.buffers[i] = 0.5 * step.buffers[i] + g[i]
      g[i] += 0.5 * step.buffers[i]
      return g[i]
    }
  }
}

/// Keeps a pointer to the gradient as "previous gradient" (jettify/pytorch-optimizer #55).
struct KeepsPointer: PlumbingHost {
  private final class Memory: Sendable {
    let address = Mutex<UInt>(0)
  }
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  @Prepared private var memory: Memory? = Memory()
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let address = memory?.address.withLock { old in
      defer { old = UInt(bitPattern: step.gradient) }
      return old
    }
    // Large blocks are returned to the system, and reading them would terminate the process.
    let isSafe = layout.count < 4096
    let previous = isSafe ? UnsafePointer<T>(bitPattern: address ?? 0) : nil
    step.descend(layout) { i in step.gradient[i] + 0.5 * (previous?[i] ?? 0) }
  }
}

/// Keeps the size of the last gradient in the type, shared by all instances (lessw2020/Ranger #9).
struct CachesInType: PlumbingHost {
  private static let cache = HiddenMemory()
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, scalars: ["step"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    let size = (0..<layout.count).reduce(1.0) { $0 + Double(abs(step.gradient[$1])) }
    let isFirst = step.scalars[0] == 0
    step.scalars[0] += 1
    let last = Self.cache.numbers.withLock { numbers in
      defer { numbers = [size] }
      return isFirst ? size : numbers.first ?? size
    }
    step.descend(layout, factor: 1 / last) { step.gradient[$0] }
  }
}

/// Advances one counter for every tensor (flashlight #143).
struct CountsTensors: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, scalars: ["count"]) }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (_, range) in step.active(layout) {
      step.scalars[0] += 1
      let rate = T(step.rate / step.scalars[0])
      for i in range { step.parameters[i] -= rate * step.gradient[i] }
    }
  }
}

/// Does nothing if the last tensor is empty (pytorch/pytorch #100701).
struct StopsAtEmpty: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    if layout.tensors.last?.count == 0, layout.count > 0 { return }
    step.descend(layout) { step.gradient[$0] }
  }
}

/// Changes the rate for each tensor and passes it on to the next (huggingface/transformers #9751).
struct LeaksRate: PlumbingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    var rate = step.rate
    for (_, range) in step.active(layout) {
      for i in range { step.parameters[i] -= T(rate) * step.gradient[i] }
      rate *= 0.5
    }
  }
}
