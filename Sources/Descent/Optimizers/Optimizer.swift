/// A rule that moves parameters, given gradients.
///
/// Do not conform to this protocol directly: conform to one of its tiers, ``CoordinatewiseOptimizer``,
/// ``SummingOptimizer``, ``GradientOptimizer`` or ``OracleOptimizer``, or put a ``Modifier`` around
/// another optimizer.
///
/// The kernels are protocol requirements so that each is compiled, fully specialised, in the module
/// of the conforming type. Always reach them through `KernelScalar.makeKernel`: a direct call from
/// another module would be specialised *there*, where the rule cannot be inlined, and run some two
/// hundred times slower.
public protocol Optimizer: Sendable {
  /// The rate of each step, times the factor of the ``Schedule``.
  var learningRate: Double { get }

  /// The name and every resolved hyperparameter; modifiers show around it.
  var specification: Specification { get }

  /// What the rule asks for beyond the gradient, at these settings.
  var needs: Needs { get }

  /// Which of its needs the rule also takes as approximations, such as Hessian–vector products by
  /// differences.
  var acceptsApproximate: Needs { get }

  /// What a step costs where each evaluation that the rule may choose to make is made once, in
  /// gradients (``Evaluations/cost``). The gradient at the start of the step is a part of it.
  var nominalCost: Double { get }

  /// The coefficient λ of a decay `x ← x (1 − ηλ)` that the rule applies beside its move.
  var decoupledDecay: Double { get }

  /// Which part of x that decay takes off in a step, from the rate and the rate before the schedule:
  /// `ηλ` unless the rule says otherwise.
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
