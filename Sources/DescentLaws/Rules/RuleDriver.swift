import Descent
import DescentFiles

/// The ways into the engine: whole runs over given gradients, views, checkpoints, threads. The kernel's
/// own, unless the plumbing itself is what is tested or the rule's steps are made elsewhere.
public protocol RuleDriver: Sendable {
  /// A run over gradients that are given beforehand: what every law, probe and comparison asks that does
  /// not look into a run while it goes on.
  func trajectory(of rule: any Optimizer, _ request: TrajectoryRequest) throws -> Trajectory

  /// One step of all tensors, one after another in the caller's memory, which the rule sees itself.
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ x: inout [T], gradient: [T], rate: Double)

  /// One step of tensors in views of the caller's memory.
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double)

  /// A run's parameters and state, saved and read back.
  func restored<T: KernelScalar & StoredScalar>(_ checkpoint: Checkpoint<T>) throws -> Checkpoint<T>

  /// The state for the same tensors in another order, or nil if the rule's state has no such form.
  func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>?

  /// Threads for large tensors.
  func workers(_ count: Int) -> Workers
}

extension RuleDriver {
  public func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest
  ) throws -> Trajectory {
    switch request.precision {
    case .float64: try Trajectory(of: rule, request, in: Double.self)
    case .float32: try Trajectory(of: rule, request, in: Float.self)
    }
  }

  public func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ x: inout [T], gradient: [T], rate: Double
  ) { stepper.step(&x, gradient: gradient, rate: rate) }

  public func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double
  ) { stepper.step(parameters, gradients: gradients, rate: rate) }

  /// Through the bytes of a checkpoint file.
  public func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>
  ) throws -> Checkpoint<T> {
    try Checkpoint(decoding: checkpoint.encoded, path: "checkpoint")
  }

  public func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>? { state.rearranged(from: old, to: new) }

  public func workers(_ count: Int) -> Workers { .threads(count) }
}

/// The kernel as it is.
public struct KernelDriver: RuleDriver {
  public init() {}
}
