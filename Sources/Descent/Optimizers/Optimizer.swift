/// A rule that moves parameters, given gradients.
///
/// Do not conform to this protocol directly: conform to one of its three tiers,
/// ``CoordinatewiseOptimizer``, ``GradientOptimizer`` or ``OracleOptimizer``, or wrap another
/// optimizer with a modifier such as ``clipped(norm:)``.
///
/// The kernels are protocol requirements so that each is compiled, fully specialised, in the module
/// of the conforming type. Always reach them through `KernelScalar.makeKernel`: a direct call from
/// another module would be specialised *there*, where the rule cannot be inlined, and run some two
/// hundred times slower.
public protocol Optimizer: Sendable {
  /// The rate of each step, times the factor of the ``Schedule``.
  var learningRate: Double { get }

  /// The name and every resolved hyperparameter; modifiers show as further settings.
  var specification: Specification { get }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float>
  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double>
}

/// An optimizer compiled for one scalar type and one parameter layout.
public struct OptimizerKernel<T: KernelScalar> {
  /// Which buffers the state has.
  public let stateLayout: StateLayout

  /// Takes one gradient in. Returns whether the parameters were updated: an accumulating optimizer
  /// updates once per window only.
  public let step: (StepArguments<T>, Oracle<T>) -> Bool

  @inlinable
  public init(
    stateLayout: StateLayout, step: @escaping (StepArguments<T>, Oracle<T>) -> Bool
  ) {
    self.stateLayout = stateLayout
    self.step = step
  }
}

/// What one step works on: pointers into buffers that the caller owns, and a few numbers.
public struct StepArguments<T: KernelScalar> {
  /// `n` parameters, updated in place.
  public var parameters: UnsafeMutablePointer<T>
  /// `n` gradient entries; never written.
  public var gradient: UnsafePointer<T>
  /// The state's buffers, one after another as its ``StateLayout`` says.
  public var buffers: UnsafeMutablePointer<T>
  /// The state's scalars, always in double precision.
  public var scalars: UnsafeMutablePointer<Double>
  /// The learning rate of this step.
  public var rate: Double
  /// The number of examples behind this gradient (1 where there are none).
  public var weight: Double
  /// Whether an accumulation window must close now, full or not: the end of a pass over the data.
  public var closesWindow: Bool
  /// For each tensor of the layout whether it has a gradient; nil if all have.
  public var present: UnsafePointer<Bool>?

  @inlinable
  public init(
    parameters: UnsafeMutablePointer<T>, gradient: UnsafePointer<T>,
    buffers: UnsafeMutablePointer<T>, scalars: UnsafeMutablePointer<Double>, rate: Double,
    weight: Double = 1, closesWindow: Bool = false, present: UnsafePointer<Bool>? = nil
  ) {
    self.parameters = parameters
    self.gradient = gradient
    self.buffers = buffers
    self.scalars = scalars
    self.rate = rate
    self.weight = weight
    self.closesWindow = closesWindow
    self.present = present
  }
}

/// Evaluates the objective wherever an ``OracleOptimizer`` asks, and counts it.
public final class Oracle<T: KernelScalar> {
  @usableFromInline let evaluate: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T

  /// - Parameter evaluate: writes the gradient at a point and returns the value there.
  @inlinable
  public init(_ evaluate: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T) {
    self.evaluate = evaluate
  }

  /// The oracle of a caller that has none; asking it is the caller's bug.
  public static func unavailable() -> Oracle {
    Oracle { _, _ in preconditionFailure("this step was given no objective to evaluate") }
  }

  /// The value at a point, its gradient written to `gradient`.
  @inlinable
  public func valueAndGradient(
    at point: UnsafePointer<T>, into gradient: UnsafeMutablePointer<T>
  ) -> T { evaluate(point, gradient) }
}
