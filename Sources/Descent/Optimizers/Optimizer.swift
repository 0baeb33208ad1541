/// A rule that moves parameters, given gradients.
///
/// Do not conform to this protocol directly: conform to one of its tiers, ``CoordinatewiseOptimizer``,
/// ``SummingOptimizer``, ``GradientOptimizer`` or ``OracleOptimizer``, or apply a ``Modifier`` to
/// another optimizer.
///
/// The kernels are protocol requirements so that each is compiled, fully specialized, in the module
/// of the conforming type. Always create them with `KernelScalar.makeKernel`: a direct call from
/// another module would be specialized *there*, where the rule cannot be inlined, and would run
/// about two hundred times slower.
public protocol Optimizer: Sendable {
  /// The learning rate, which each step multiplies by the factor of the ``Schedule``.
  var learningRate: Double { get }

  /// The name with every resolved hyperparameter, including the modifiers.
  var specification: Specification { get }

  /// What the rule needs besides the gradient, at these settings.
  var needs: Needs { get }

  /// The needs for which the rule also accepts approximations, such as Hessian–vector products by
  /// finite differences.
  var acceptsApproximate: Needs { get }

  /// The cost of a step in gradient evaluations (``Evaluations/cost``), if every optional
  /// evaluation is made once. Includes the gradient at the start of the step.
  var nominalCost: Double { get }

  /// The coefficient λ of a decay `x ← x (1 − ηλ)` that the rule applies beside its move.
  var decoupledDecay: Double { get }

  /// The share of x that this decay removes in a step, given the rate and the rate before the
  /// schedule: `ηλ` by default.
  func decoupledDecay(rate: Double, baseRate: Double) -> Double

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float>
  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double>
}

extension Optimizer {
  public var needs: Needs { [] }
  public var acceptsApproximate: Needs { [] }
  public var nominalCost: Double { 1 }
  public var decoupledDecay: Double { 0 }
  public func decoupledDecay(rate: Double, baseRate: Double) -> Double { rate * decoupledDecay }
}
