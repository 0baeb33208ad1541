/// A modifier whose author declares its properties, which the laws then test.
///
/// ```swift
/// extension L2: ModifierTraitDeclaring {
///   public var traits: ModifierTraits {
///     let weightDecay = weightDecay
///     return ModifierTraits(
///       neutral: ["weight_decay": "0"], units: ["weight_decay": .gradient / .parameter],
///       definition: .gradient { g, x, _ in zip(g, x).map { $0 + weightDecay * $1 } })
///   }
/// }
/// ```
/// Traits belong to an *instance*: they may depend on its hyperparameters.
public protocol ModifierTraitDeclaring: Modifier {
  /// The properties of this modifier at its current hyperparameters.
  var traits: ModifierTraits { get }
}

/// Properties of a modifier at given hyperparameters. A nil trait claims nothing, so laws that need it
/// do not apply.
public struct ModifierTraits: Sendable {
  /// Hyperparameters with the texts of the values at which the modifier changes no step, regardless of
  /// the others; empty for a modifier that never changes a step.
  public var neutral: [String: String]?
  /// The units of the hyperparameters that have one, for a modifier without built-in constants that
  /// have units: a run in other units is then the same run, expressed in those units. All other
  /// hyperparameters are dimensionless.
  public var units: [String: RuleTraits.Unit]?
  /// Whether a step with a NaN or an infinity in its gradient is skipped without any effect.
  public var skipsNonFinite: Bool
  /// The interval at which it interpolates point and buffers between an earlier and the current
  /// state, as Lookahead does.
  public var meeting: Meeting?
  /// The published equation of the modifier.
  public var definition: ModifierDefinition?

  /// An interpolation, every `steps` steps, between the state after the last interpolation and
  /// the current one.
  public struct Meeting: Sendable {
    /// The number of steps between two interpolations.
    public var steps: Int
    /// The share of the way to the current point that the point goes.
    public var part: Double
    /// The share of the way that the rule's buffers go, from their earlier values: 1 if they stay as
    /// they are, nil if they are reset.
    public var bufferPart: Double?

    /// Creates a meeting.
    public init(steps: Int, part: Double, bufferPart: Double?) {
      self.steps = steps
      self.part = part
      self.bufferPart = bufferPart
    }
  }

  /// Creates traits; omitted ones are not claimed.
  public init(
    neutral: [String: String]? = nil, units: [String: RuleTraits.Unit]? = nil,
    skipsNonFinite: Bool = false, meeting: Meeting? = nil, definition: ModifierDefinition? = nil
  ) {
    self.neutral = neutral
    self.units = units
    self.skipsNonFinite = skipsNonFinite
    self.meeting = meeting
    self.definition = definition
  }
}

/// A modifier's published equation, in double precision and without state, against which laws test the
/// implementation.
public enum ModifierDefinition: Sendable {
  /// The gradient that the rule gets, over all tensors together.
  /// - gradient: the gradient at the point.
  /// - objective: the gradient of the objective at any point.
  case gradient(
    @Sendable (
      _ gradient: [Double], _ point: [Double], _ objective: ([Double]) -> [Double]
    ) -> [Double])
  /// One tensor's gradient that the rule gets in the last of several steps, from the tensor's
  /// gradients and points in all of them.
  case tensor(
    @Sendable (_ gradients: [[Double]], _ points: [[Double]], _ tensor: Layout.Tensor) -> [Double])
  /// One tensor's points after each step, for a rule whose moves are given and do not depend on
  /// the point.
  case path(@Sendable (_ start: [Double], _ moves: [[Double]]) -> [[Double]])
  /// The same at given rates; the rate before the schedule is 1.
  case ratedPath(
    @Sendable (_ start: [Double], _ moves: [[Double]], _ rates: [Double]) -> [[Double]])
  /// One tensor's point after the step, from the point to which the rule alone moves it.
  /// - decay: the share of the earlier point that the rule removed as decoupled decay.
  case move(
    @Sendable (
      _ before: [Double], _ after: [Double], _ gradient: [Double], _ decay: Double
    ) -> [Double])
  /// The evaluation point after steps to the given points; nil if it is the last of them.
  case average(@Sendable (_ points: [[Double]]) -> [Double]?)
}
