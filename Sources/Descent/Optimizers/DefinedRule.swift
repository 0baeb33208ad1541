/// A coordinatewise rule with a definition: its published equations, solved as sums over all
/// gradients so far. The definition shares neither state nor recurrence with the rule.
///
/// The laws evaluate the definition in twice the precision and compare every step with it (O1,
/// O2); the textbook evaluates it in double precision.
///
/// ```swift
/// extension Momentum: DefinedRule {
///   public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
///     MomentumDefinition(self)
///   }
/// }
/// ```
public protocol DefinedRule: Optimizer {
  /// The definition of one coordinate at these hyperparameters, before the first step.
  func definition<N: DefinitionNumber>(_ number: N.Type) -> any RuleDefinition<N>

  /// Whether the move depends on the point, as coupled decay makes it. If it does not, laws measure
  /// moves from 0, where rounding of the point does not hide them.
  var readsPoint: Bool { get }

  /// Whether the definition applies at these hyperparameters; true by default.
  var isDefined: Bool { get }
}

extension DefinedRule {
  public var isDefined: Bool { true }
}

/// A rule for one coordinate, written as sums over the history of its gradients.
public protocol RuleDefinition<Number> {
  /// The number type in which the definition is evaluated.
  associatedtype Number: DefinitionNumber

  /// Returns the coordinate after the next step.
  /// - Parameters:
  ///   - x: the coordinate before the step.
  ///   - gradient: the gradient at `x`.
  ///   - rate: η of this step.
  mutating func step(from x: Number, gradient: Number, rate: Number) -> Number
}
