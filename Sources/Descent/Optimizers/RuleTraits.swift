/// An optimizer whose author declares its properties, which the laws then test.
///
/// ```swift
/// extension SignDescent: TraitDeclaring {
///   public var traits: RuleTraits {
///     var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter])
///     traits.degree = 0
///     traits.constantGradient = { g, _ in g < 0 ? -1 : 1 }
///     return traits
///   }
/// }
/// ```
/// Traits belong to an *instance*: they may depend on its hyperparameters.
public protocol TraitDeclaring: Optimizer {
  /// The properties of this rule at its current hyperparameters.
  var traits: RuleTraits { get }
}

/// Properties of an update rule at given hyperparameters. The default value of each trait claims
/// nothing, so a law that needs the trait does not apply.
public struct RuleTraits: Sendable {
  /// The coordinates that a gradient entry can move.
  public enum Locality: String, Sendable {
    /// A coordinate's step depends only on its own value, gradient and state.
    case coordinatewise
    /// A coordinate's step depends on its tensor.
    case tensorWide = "tensor-wide"
    /// A coordinate's step depends on all tensors.
    case global
  }

  /// The orthogonal maps that the rule commutes with.
  public enum Rotation: String, Sendable {
    /// The rotations of the space with which the rule commutes: none, all, or those that multiply a matrix
    /// from the left or from the right.
    case none, all, left, right
    /// One orthogonal factor on each side of a matrix.
    case leftAndRight = "left and right"
  }

  /// The effect of earlier gradients on a later move.
  public enum Memory: String, Sendable {
    /// No effect: no state is kept from one step to the next.
    case none
    /// Only the size of the move changes: a zero gradient does not move.
    case scaleOnly = "scale only"
    /// Each move includes a share of the previous move.
    case momentum
  }

  /// How weight decay acts, and the key of its hyperparameter.
  public enum Decay: Sendable, Hashable {
    /// λx is added to the gradient.
    case coupled(String)
    /// x is multiplied by 1 − ηλ, separately from the step.
    case decoupled(String)

    /// The hyperparameter's key.
    public var key: String {
      switch self {
      case .coupled(let key), .decoupled(let key): key
      }
    }
  }

  /// The data on which a coordinate's step depends.
  public var locality: Locality?
  /// The units of the hyperparameters that have one, including `lr`; empty if not declared. All
  /// other hyperparameters are dimensionless.
  public var units: [String: Unit]
  /// Flipping the signs of some coordinates of x and g flips the result there.
  public var isOdd = false
  /// The exponent k for which scaling all gradients by c scales the move by cᵏ, if every
  /// hyperparameter in units of gradients alone (ε, initial accumulators) is 0 and there is no
  /// decay.
  public var degree: Int?
  /// The rotations with which the rule commutes.
  public var rotation: Rotation?
  /// Without decay, neither state nor move depends on the parameters.
  public var isTranslationInvariant = false
  /// Without decay the move is linear in the history of gradients.
  public var isLinear = false
  /// Zero gradients at the start only delay the run.
  public var isTimeInvariant = false
  /// The rule draws random numbers: its moves depend on the seed of the run, on the names of the tensors
  /// and on their step numbers. Such a rule does not claim traits that compare runs with other
  /// coordinates or times.
  public var drawsRandom = false
  /// The rate of a step multiplies that step's move and no other.
  public var isRateLocal = false
  /// The effect of earlier gradients on a step.
  public var memory: Memory?
  /// Without decay, the last move does not depend on the order of the gradients before it.
  public var isOrderFree = false
  /// A larger gradient never gives a smaller first move.
  public var isMonotone = false
  /// The first move has the opposite sign of the gradient, and is zero only if the gradient is.
  public var descends = false
  /// With bounded gradients, coupled decay and steps cannot amplify each other without bound, and no
  /// early gradient divides all later steps.
  public var hasBoundedFeedback = true
  /// The kind of weight decay, if there is one.
  public var decay: Decay?
  /// The largest |move| / rate that can occur at step t, without decay.
  public var bound: (@Sendable (_ step: Int) -> Double)?
  /// The move divided by the rate, at step t with the same gradient g at every step, without
  /// decay: `x − lr · constantGradient(g, t)` is the next point.
  public var constantGradient: (@Sendable (_ gradient: Double, _ step: Int) -> Double)?
  /// The move divided by the rate, at step t if the first gradient is g and all later ones are
  /// 0.
  public var impulse: (@Sendable (_ gradient: Double, _ step: Int) -> Double)?
  /// The gradients g₁, …, gₜ, up to a factor, after which the last move attains the bound, without
  /// decay and with every hyperparameter in units of gradients alone at 0.
  public var extremalHistory: (@Sendable (_ steps: Int) -> [Double])?
  /// The regime in which the rule is linear on a quadratic, without decay.
  public var linearRegime: LinearRegime?

  /// Creates traits. Those that are not set afterwards are not claimed.
  public init(locality: Locality? = nil, units: [String: Unit] = [:]) {
    self.locality = locality
    self.units = units
  }

  /// The keys of the constants in units of gradients, which must be 0 for the rule to be
  /// homogeneous.
  public var gradientConstants: [String] {
    units.filter { $0.value.parameter == 0 && $0.value.gradient != 0 }.map(\.key).sorted()
  }
}
