import Descent
import DescentFiles
import DescentLaws

/// Assumes strides of 1 for parameters and overwrites adjacent memory (torch 2.13, fused).
struct IgnoresStrides: RuleDriver {
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double
  ) {
    let parameters = parameters.map { MutableTensorView($0.base, count: $0.count) }
    stepper.step(parameters, gradients: gradients, rate: rate)
  }
}

/// Assumes strides of 1 for gradients (pytorch/pytorch #106951).
struct IgnoresGradientStrides: RuleDriver {
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double
  ) {
    let gradients = gradients.map { $0.map { TensorView($0.base, count: $0.count) } }
    stepper.step(parameters, gradients: gradients, rate: rate)
  }
}

/// Writes one number beyond each tensor.
struct Overruns: RuleDriver {
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double
  ) {
    stepper.step(parameters, gradients: gradients, rate: rate)
    if let last = parameters.last { last.base?[last.count * last.stride] -= T(rate) }
  }
}

/// Saves scalars in single precision (pytorch/pytorch #173901).
struct RoundsScalars: RuleDriver {
  func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>
  ) throws -> Checkpoint<T> {
    var copy = try KernelDriver().restored(checkpoint)
    copy.state.scalars = copy.state.scalars.map { Double(Float($0)) }
    return copy
  }
}

/// Does not save the counters (keras-team/keras #12449).
struct LosesScalars: RuleDriver {
  func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>
  ) throws -> Checkpoint<T> {
    var copy = try KernelDriver().restored(checkpoint)
    copy.state.scalars = copy.state.layout.scalars.map(\.initial)
    return copy
  }
}

/// Saves only the first buffer (TrenTorch/TrenTorch #187).
struct LosesBuffers: RuleDriver {
  func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>
  ) throws -> Checkpoint<T> {
    var copy = try KernelDriver().restored(checkpoint)
    for buffer in copy.state.layout.buffers.dropFirst() {
      for i in buffer.range { copy.state.storage[i] = 0 }
    }
    return copy
  }
}

/// Matches state with parameters by position (pytorch/pytorch #1489).
struct MatchesByPosition: RuleDriver {
  func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>? { state }
}

/// Never runs the last chunk (pytorch/pytorch #100701: the launcher skips part of its work).
struct DropsLastChunk: RuleDriver {
  func workers(_ count: Int) -> Workers {
    Workers(count: count) { count, body in for index in 0..<count - 1 { body(index) } }
  }
}

/// Runs the first chunk twice.
struct RepeatsChunk: RuleDriver {
  func workers(_ count: Int) -> Workers {
    Workers(count: count) { count, body in for index in [0] + Array(0..<count) { body(index) } }
  }
}

/// Uses the first step's rate for all steps of a run (such as a loop that evaluates the schedule only once).
struct FreezesRate: RuleDriver {
  func trajectory(of rule: any Optimizer, _ request: TrajectoryRequest) throws -> Trajectory {
    var frozen = request
    frozen.rates = request.rates.map { _ in request.rates.first ?? nil }
    return try KernelDriver().trajectory(of: rule, frozen)
  }
}

/// Scales the caller's gradient by the rate before the step.
struct WritesGradient: RuleDriver {
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ x: inout [T], gradient: [T], rate: Double
  ) {
    gradient.withUnsafeBufferPointer { gradient in
      guard let base = gradient.baseAddress.map({ UnsafeMutablePointer(mutating: $0) }) else {
        return
      }
      for i in gradient.indices { base[i] *= T(rate) }
    }
    stepper.step(&x, gradient: gradient, rate: 1)
  }
}
