import Descent

/// What a rule is invariant under, found by asking it: it is built, stepped and looked at, and nothing
/// that its author declares is read.
///
/// Every cell is a statement about the rule *at its settings*. Two implementations that disagree show
/// in which cell they do, and a cell that changes without intent is a regression.
public struct Fingerprint: Sendable, Hashable {
  /// Which coordinates a change of one gradient entry reaches.
  public enum Locality: String, Sendable {
    case coordinatewise, row, column
    case cross = "row+column"
    case tensorWide = "tensor-wide"
    case global
  }

  /// Whether flipping the signs of x and g flips the run.
  public enum Oddness: String, Sendable {
    case eachCoordinate = "each coordinate"
    case asWhole = "as a whole"
    case no
  }

  /// The power of a factor of the gradient in the move.
  public struct Degree: Sendable, Hashable {
    /// Nil if there is none.
    public var power: Double?
    /// The settings that had to be put to 0 first.
    public var zeroed: [String] = []
    /// The power with every constant of gradients at 0, whether that was needed or not.
    public var homogeneous: Double?
    /// With those at 0 the rule does not move, so that any power is right.
    public var isStill = false
  }

  /// What earlier gradients change about a move; for linear memory by which factor a step forgets.
  public struct Memory: Sendable, Hashable {
    public var kind: RuleTraits.Memory
    public var ratio: Double?
  }

  /// How large |move| / rate becomes over extreme histories of one coordinate.
  public enum Bound: Sendable, Hashable {
    case unbounded
    /// The largest that was met.
    case largest(Double)
    /// Bounded by a constant in units of gradients, such as a clipping threshold.
    case byConstant
    /// The move depends on the parameters, so that no number is the bound.
    case unmeasured
  }

  /// What the rate of one step does.
  public enum RateEffect: String, Sendable {
    /// It multiplies that step's move and no other.
    case linear = "local and linear"
    case local
    case leaks = "leaks into later steps"
  }

  /// The move under a constant gradient.
  public enum Transient: Sendable, Hashable {
    case flat
    /// The move of step 6 over that of step 1.
    case factor(Double)
    /// The first move is zero or not finite.
    case unmeasured
  }

  /// The units of the hyperparameters.
  public enum Units: Sendable, Hashable {
    /// Keys with a unit (`lr` always among them), and those that these probes cannot tell.
    /// - Parameter isExact: the rule scales to the bit, and not only to 1e-9.
    case consistent([String: RuleTraits.Unit], unidentified: [String], isExact: Bool)
    /// No units within x^±2 g^±2 make the rule homogeneous: it hides a constant that has a unit.
    case inconsistent
  }

  /// The key of the learning rate.
  public var rateKey: String
  public var locality: Locality
  public var odd: Oddness
  /// Without decay neither state nor move depends on the parameters.
  public var isTranslationInvariant: Bool
  /// Its own factor on each coordinate of the gradient changes nothing.
  public var isDiagonalScaleFree: Bool
  /// Its own factor on each step's gradient changes nothing, as for rules of signs.
  public var isStepScaleFree: Bool
  public var degree: Degree
  public var rotation: RuleTraits.Rotation
  public var isTimeInvariant: Bool
  public var isOrderFree: Bool
  public var memory: Memory
  public var bound: Bound
  public var rate: RateEffect
  public var decays: [DecayEffect]
  public var transient: Transient
  public var units: Units
  /// The rule evaluates the objective itself. The probes give it linear objectives, so curvature and
  /// line searches are not seen.
  public var isOracle: Bool
  /// It compares values with gradients, as line searches do, or asks for products or residuals.
  public var readsCurvature: Bool
  /// Another seed of the run gives another run.
  public var drawsRandom: Bool
}
