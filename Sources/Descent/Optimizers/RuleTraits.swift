/// An optimizer whose author states what is true of it, for the law battery to hold it to.
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
/// Traits are those of an *instance*: they may depend on the instance's hyperparameters.
public protocol TraitDeclaring: Optimizer {
  /// What is true of this rule at its present hyperparameters.
  var traits: RuleTraits { get }
}

/// What is true of an update rule at given hyperparameters. The neutral value of each trait claims
/// nothing, so a law that needs the trait does not apply.
public struct RuleTraits: Sendable {
  /// Which coordinates a gradient entry can move.
  public enum Locality: String, Sendable {
    /// A coordinate's step depends on its own numbers only.
    case coordinatewise
    /// A coordinate's step depends on its tensor.
    case tensorWide = "tensor-wide"
    /// A coordinate's step depends on all tensors.
    case global
  }

  /// The orthogonal maps that the rule commutes with.
  public enum Rotation: String, Sendable {
    /// Which rotations of the space the rule commutes with: all, those of a matrix's rows or columns, or none.
    case none, all, left, right
    /// One orthogonal factor on each side of a matrix.
    case leftAndRight = "left and right"
  }

  /// What earlier gradients change about a later move.
  public enum Memory: String, Sendable {
    /// Nothing is kept from one step to the next.
    case none
    /// Only its size: a zero gradient does not move.
    case scaleOnly = "scale only"
    /// A part of each move is the move before it.
    case momentum
  }

  /// How weight decay acts, and the key of its hyperparameter.
  public enum Decay: Sendable, Hashable {
    /// λx is added to the gradient.
    case coupled(String)
    /// x is multiplied by 1 − ηλ beside the step.
    case decoupled(String)

    /// The hyperparameter's key.
    public var key: String {
      switch self {
      case .coupled(let key), .decoupled(let key): key
      }
    }
  }

  /// How far a coordinate's step looks.
  public var locality: Locality?
  /// The units of the hyperparameters that have one, `lr` among them; empty if not declared. All
  /// others are plain numbers.
  public var units: [String: Unit]
  /// Flipping the signs of some coordinates of x and g flips the result there.
  public var isOdd = false
  /// The power of a factor of the gradient in the move, once every hyperparameter with a unit of
  /// gradients alone (ε, initial accumulators) is 0 and there is no decay.
  public var degree: Int?
  /// The rotations that the rule commutes with.
  public var rotation: Rotation?
  /// Without decay neither state nor move depends on the parameters.
  public var isTranslationInvariant = false
  /// Without decay the move is linear in the history of gradients.
  public var isLinear = false
  /// Zero gradients in front only delay the run.
  public var isTimeInvariant = false
  /// It draws random numbers: its moves depend on the seed of the run, on the names of tensors and on
  /// their number of steps. Traits that compare runs of other coordinates or times are not claimed then.
  public var drawsRandom = false
  /// The rate of a step multiplies that step's move and no other.
  public var isRateLocal = false
  /// What a step knows of the gradients before it.
  public var memory: Memory?
  /// Without decay the last move does not depend on the order of the gradients before it.
  public var isOrderFree = false
  /// A larger gradient never gives a smaller first move.
  public var isMonotone = false
  /// The first move is against the sign of the gradient, and zero only with it.
  public var descends = false
  /// Coupled decay and steps cannot feed each other without bound while gradients are bounded.
  public var hasBoundedFeedback = true
  /// How weights decay, if they do.
  public var decay: Decay?
  /// The largest |move| / rate that can occur at step t, without decay.
  public var bound: (@Sendable (_ step: Int) -> Double)?
  /// The move over the rate at step t under the same gradient g at every step, without decay:
  /// `x − lr · constantGradient(g, t)` is the next point.
  public var constantGradient: (@Sendable (_ gradient: Double, _ step: Int) -> Double)?
  /// The move over the rate at step t when the first gradient is g and all later ones are 0.
  public var impulse: (@Sendable (_ gradient: Double, _ step: Int) -> Double)?
  /// The gradients g₁, …, gₜ, up to a factor, after which the last move attains the bound, without
  /// decay and with every hyperparameter in units of gradients alone at 0.
  public var extremalHistory: (@Sendable (_ steps: Int) -> [Double])?
  /// Where the rule is linear on a quadratic, and how it acts there, without decay.
  public var linearRegime: LinearRegime?

  /// Traits; those that are not set afterwards are not claimed.
  public init(locality: Locality? = nil, units: [String: Unit] = [:]) {
    self.locality = locality
    self.units = units
  }

  /// The keys of what must be 0 for the rule to be homogeneous: constants in units of gradients.
  public var gradientConstants: [String] {
    units.filter { $0.value.parameter == 0 && $0.value.gradient != 0 }.map(\.key).sorted()
  }
}
