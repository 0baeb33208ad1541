/// A coordinatewise rule that brings its definition along: its published equations solved for sums
/// over all gradients so far, which share neither state nor recurrence with the rule.
///
/// The laws compute the definition in twice the precision and hold every step to it (O1, O2); the
/// textbook computes it in doubles.
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

  /// Whether the move depends on the point, as coupled decay makes it. Where it does not, laws measure
  /// moves from 0, where rounding of the point does not hide them.
  var readsPoint: Bool { get }

  /// Whether the definition is of these hyperparameters. The default says that it is.
  var isDefined: Bool { get }
}

extension DefinedRule {
  public var isDefined: Bool { true }
}

/// A rule of one coordinate as sums over the history of its gradients.
public protocol RuleDefinition<Number> {
  /// The number type that the definition is written over.
  associatedtype Number: DefinitionNumber

  /// Where the next step takes the coordinate.
  /// - Parameters:
  ///   - x: where the step begins.
  ///   - gradient: the gradient there.
  ///   - rate: η of this step.
  mutating func step(from x: Number, gradient: Number, rate: Number) -> Number
}
