import Descent
import DescentFiles

/// The entry points of the engine: whole runs over given gradients, views, checkpoints, threads. The default
/// is the kernel; other drivers test the plumbing itself or run the rule's steps elsewhere.
package protocol RuleDriver: Sendable {
  /// A run over gradients that are known beforehand. Every law, probe and comparison that does not inspect a
  /// run in progress uses it.
  func trajectory(of rule: any Optimizer, _ request: TrajectoryRequest) throws -> Trajectory

  /// A run under other memory circumstances; nil if the laws step the rule themselves.
  func trajectory(
    of rule: any Optimizer, _ request: TrajectoryRequest, under circumstance: RunCircumstance
  ) throws -> Trajectory?

  /// Whether laws can inspect the numbers of a rule's state; false if it lives in another process.
  var seesState: Bool { get }

  /// The hyperparameters that parameter groups may have of their own.
  var groupOptions: [String] { get }

  /// Whether steps take the rates that they are given.
  var takesRates: Bool { get }

  /// Whether the rounding of a rule's numbers is independent of the size of its tensors.
  var isExact: Bool { get }

  /// Records the errors that only one law reports; nil if each law reports every error it meets.
  var toldErrors: ToldErrors? { get }

  /// The seconds that a step takes if it is slow; nil if laws need not consider it.
  var secondsPerStep: Double? { get }

  /// The shapes that cases choose from if each shape costs a compilation; nil if any shape may be drawn.
  var shapes: [[[Int]]]? { get }

  /// One step of all tensors, stored contiguously in the caller's memory, which the rule accesses directly.
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

  /// The state for the same tensors in another order; nil if the state cannot be rearranged.
  func rearranged<T: KernelScalar>(
    _ state: OptimizerState<T>, from old: Layout, to new: Layout
  ) -> OptimizerState<T>?

  /// The worker threads for large tensors.
  func workers(_ count: Int) -> Workers
}

/// Memory circumstances that must not affect a run.
package enum RunCircumstance: Sendable, Hashable, CaseIterable {
  /// The result contains the gradients after each step in place of the points.
  case echoing
  /// One buffer holds the gradients of all steps.
  case reusing
  /// That buffer is overwritten after each step.
  case trashing
  /// Parameters and gradients are strided, with guard numbers in between that must not change.
  case strided
  /// Each tensor is a parameter group of its own, and the rates and the options of group k that the driver
  /// names are multiplied by 2⁻ᵏ.
  case grouped
  /// The gradients do not exist before a step; the closure that the step is given computes them.
  case closing
  /// The same, with another value of the objective.
  case closingElsewhere
}

extension RuleDriver {
  package var seesState: Bool { true }
  package var groupOptions: [String] { [] }
  package var takesRates: Bool { true }
  package var isExact: Bool { true }
  package var toldErrors: ToldErrors? { nil }
  package var secondsPerStep: Double? { nil }
  package var shapes: [[[Int]]]? { nil }

  /// Whether a step is so expensive that laws must use fewer.
  var isDear: Bool { (secondsPerStep ?? 0) > 0.0003 }

  /// The number of steps, at most `steps`, that a run can take within a time.
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

  /// Encodes a checkpoint as the bytes of a file and decodes it again.
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

/// The driver that uses the kernel unchanged.
package struct KernelDriver: RuleDriver {
  package init() {}
}
