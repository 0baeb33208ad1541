/// A modifier whose author states what is true of it, for the law battery to hold it to.
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
/// Traits are those of an *instance*: they may depend on the instance's hyperparameters.
public protocol ModifierTraitDeclaring: Modifier {
  /// What is true of this modifier at its present hyperparameters.
  var traits: ModifierTraits { get }
}

/// What is true of a modifier at given hyperparameters. What is nil claims nothing, so a law that needs
/// it does not apply.
public struct ModifierTraits: Sendable {
  /// Hyperparameters and the texts of values at which it changes no step, whatever the others are; empty
  /// for one that never does.
  public var neutral: [String: String]?
  /// The units of the hyperparameters that have one, for a modifier without constants of its own: a
  /// run in other units is then the same run in those units. All others are plain numbers.
  public var units: [String: RuleTraits.Unit]?
  /// Whether a step with a NaN or an infinity in its gradient is as if it had never been.
  public var skipsNonFinite: Bool
  /// After how many steps it puts point and rule between where they were and where they have gone.
  public var meeting: Meeting?
  /// What it does, by its published equation.
  public var definition: ModifierDefinition?

  /// A meeting every `n` steps of the rule with where it was after the last one.
  public struct Meeting: Sendable {
    /// The steps after which two modifiers agree.
    public var steps: Int
    /// The part of the way that the point goes.
    public var part: Double
    /// The part of the way that the rule's buffers go, from their beginning: 1 where they stay as they
    /// are, nil where they start anew.
    public var bufferPart: Double?

    /// Two modifiers that agree from a number of steps on.
    public init(steps: Int, part: Double, bufferPart: Double?) {
      self.steps = steps
      self.part = part
      self.bufferPart = bufferPart
    }
  }

  /// Traits; those that are left out are not claimed.
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

/// A modifier as its published equation says it, in double precision and without state: what laws hold
/// the implementation to.
public enum ModifierDefinition: Sendable {
  /// The gradient that the rule gets, of all tensors together.
  /// - gradient: the gradient at the point.
  /// - objective: the gradient of the objective at any point.
  case gradient(
    @Sendable (
      _ gradient: [Double], _ point: [Double], _ objective: ([Double]) -> [Double]
    ) -> [Double])
  /// The gradient that the rule gets in the last of some steps, of one tensor, from its gradients and
  /// its points in all of them.
  case tensor(
    @Sendable (_ gradients: [[Double]], _ points: [[Double]], _ tensor: Layout.Tensor) -> [Double])
  /// The points after each step, of one tensor of a rule whose moves are these wherever it stands.
  case path(@Sendable (_ start: [Double], _ moves: [[Double]]) -> [[Double]])
  /// The same at rates, before the schedule 1.
  case ratedPath(
    @Sendable (_ start: [Double], _ moves: [[Double]], _ rates: [Double]) -> [[Double]])
  /// Where one tensor goes, from where the rule alone puts it.
  /// - decay: which part of the point before the rule took off as decoupled decay.
  case move(
    @Sendable (
      _ before: [Double], _ after: [Double], _ gradient: [Double], _ decay: Double
    ) -> [Double])
  /// The point that is evaluated after steps to these points; nil where it is the last of them.
  case average(@Sendable (_ points: [[Double]]) -> [Double]?)
}
