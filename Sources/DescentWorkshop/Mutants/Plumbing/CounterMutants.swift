import Descent

/// Gradient descent with a rate corrected by a counter of a narrow type.
protocol CountingHost: PlumbingHost {
  /// The next count.
  func next(_ count: Double) -> Double
  /// The factor of the rate at a count.
  func factor(_ count: Double) -> Double
}

extension CountingHost {
  func factor(_ count: Double) -> Double { 1 / (1 - .pow(0.9, count)) }
  func stateLayout(for layout: Layout) -> StateLayout { state(layout, perTensor: "step") }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (tensor, range) in step.active(layout) {
      step.scalars[tensor] = next(step.scalars[tensor])
      let rate = T(step.rate * factor(step.scalars[tensor]))
      for i in range { step.parameters[i] -= rate * step.gradient[i] }
    }
  }
}

/// A counter in bfloat16, which stops at 256 (pytorch/ao #4915).
struct CountsInBFloat: CountingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func next(_ count: Double) -> Double {
    let bits = Float(count + 1).bitPattern
    // Round to nearest, ties to even, at the sixteenth bit.
    return Double(Float(bitPattern: (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000))
  }
}

/// A counter in single precision, which stops at 2²⁴ (torch's default).
struct CountsInFloat: CountingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func next(_ count: Double) -> Double { Double(Float(count) + 1) }
}

/// A 16-bit counter, which wraps around at 2¹⁶.
struct CountsShort: CountingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func next(_ count: Double) -> Double { Double(UInt16(truncatingIfNeeded: Int(count) + 1)) }
}

/// A counter that never advances (allenai/OLMo-core #317).
struct StandsStill: CountingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func next(_ count: Double) -> Double { count }
  func factor(_ count: Double) -> Double { 1 / (1 - .pow(0.9, count + 1)) }
}

/// A right counter with a power that leaves its range at a late time (chainer/chainer #2388).
struct PowerFailsLate: CountingHost {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  func next(_ count: Double) -> Double { count + 1 }
  func factor(_ count: Double) -> Double {
    1 / (1 - .pow(0.9, Double(Int32(truncatingIfNeeded: Int(count)))))
  }
}
