import Descent
import DescentFiles

/// The ways into the engine: whole runs over given gradients, views, checkpoints, threads. The kernel's
/// own, unless the plumbing itself is what is tested or the rule's steps are made elsewhere.
package protocol RuleDriver: Sendable {
  /// A run over gradients that are given beforehand: what every law, probe and comparison asks that does
  /// not look into a run while it goes on.
  func trajectory(of rule: any Optimizer, _ request: TrajectoryRequest) throws -> Trajectory

  /// A run in other circumstances of memory; nil where the laws step the rule themselves.
  func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest, under circumstance: RunCircumstance
  ) throws -> Trajectory?

  /// Whether a rule's state is numbers that laws can look at: not where it lives in another process.
  var seesState: Bool { get }

  /// Whether a rule's numbers do not depend on the size of its tensors by rounding.
  var isExact: Bool { get }

  /// Where errors are noted of which one law tells; nil where each law tells what it meets.
  var toldErrors: ToldErrors? { get }

  /// Seconds that a step takes where that is much; nil where a law need not care.
  var secondsPerStep: Double? { get }

  /// The shapes of which cases have one, where each costs a compilation; nil where any may be drawn.
  var shapes: [[[Int]]]? { get }

  /// One step of all tensors, one after another in the caller's memory, which the rule sees itself.
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ x: inout [T], gradient: [T], rate: Double)

  /// One step of tensors in views of the caller's memory.
  func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double)

  /// A run's parameters and state, saved and read back.
  func restored<T: KernelScalar & StoredScalar>(_ checkpoint: Checkpoint<T>) throws -> Checkpoint<T>

  /// The same, for a rule whose state only the rule itself can save.
  func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>, of rule: any Optimizer, _ layout: Layout
  ) throws -> Checkpoint<T>

  /// The state for the same tensors in another order, or nil if the rule's state has no such form.
  func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>?

  /// Threads for large tensors.
  func workers(_ count: Int) -> Workers
}

/// Circumstances of memory that may not matter to a run.
package enum RunCircumstance: Sendable, Hashable, CaseIterable {
  /// The points of the answer are the gradients as each step left them.
  case echoing
  /// One buffer holds the gradients of all steps.
  case reusing
  /// That buffer is overwritten after each step.
  case trashing
  /// Parameters and gradients lie in strides, with numbers between them that nobody may touch.
  case strided
}

extension RuleDriver {
  package var seesState: Bool { true }
  package var isExact: Bool { true }
  package var toldErrors: ToldErrors? { nil }
  package var secondsPerStep: Double? { nil }
  package var shapes: [[[Int]]]? { nil }

  /// Whether a step is so dear that laws must do with fewer.
  var isDear: Bool { (secondsPerStep ?? 0) > 0.0003 }

  /// How many of so many steps a run may have that is to end in a time.
  func affordable(_ steps: Int, seconds: Double) -> Int {
    guard let secondsPerStep, secondsPerStep * Double(steps) > seconds else { return steps }
    return max(1, Int(seconds / secondsPerStep))
  }

  package func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest, under circumstance: RunCircumstance
  ) throws -> Trajectory? { nil }

  package func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>, of rule: any Optimizer, _ layout: Layout
  ) throws -> Checkpoint<T> { try restored(checkpoint) }

  package func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest
  ) throws -> Trajectory {
    switch request.precision {
    case .float64: try Trajectory(of: rule, request, in: Double.self)
    case .float32: try Trajectory(of: rule, request, in: Float.self)
    }
  }

  package func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ x: inout [T], gradient: [T], rate: Double
  ) { stepper.step(&x, gradient: gradient, rate: rate) }

  package func step<T: KernelScalar>(
    _ stepper: inout Stepper<T>, _ parameters: [MutableTensorView<T>],
    gradients: [TensorView<T>?], rate: Double
  ) { stepper.step(parameters, gradients: gradients, rate: rate) }

  /// Through the bytes of a checkpoint file.
  package func restored<T: KernelScalar & StoredScalar>(
    _ checkpoint: Checkpoint<T>
  ) throws -> Checkpoint<T> {
    try Checkpoint(decoding: checkpoint.encoded, path: "checkpoint")
  }

  package func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>? { state.rearranged(from: old, to: new) }

  package func workers(_ count: Int) -> Workers { .threads(count) }
}

/// The kernel as it is.
package struct KernelDriver: RuleDriver {
  package init() {}
}
