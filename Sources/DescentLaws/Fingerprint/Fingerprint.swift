import Descent

/// What a rule is invariant under, found by asking it: it is built, stepped and looked at, and nothing
/// that its author declares is read.
///
/// Every cell is a statement about the rule *at its settings*. Two implementations that disagree show
/// in which cell they do, and a cell that changes without intent is a regression.
package struct Fingerprint: Sendable, Hashable {
  /// Which coordinates a change of one gradient entry reaches.
  package enum Locality: String, Sendable {
    case coordinatewise, row, column
    case cross = "row+column"
    case tensorWide = "tensor-wide"
    case global
  }

  /// Whether flipping the signs of x and g flips the run.
  package enum Oddness: String, Sendable {
    case eachCoordinate = "each coordinate"
    case asWhole = "as a whole"
    case no
  }

  /// The power of a factor of the gradient in the move.
  package struct Degree: Sendable, Hashable {
    /// Nil if there is none.
    package var power: Double?
    /// The settings that had to be put to 0 first.
    package var zeroed: [String] = []
    /// The power with every constant of gradients at 0, whether that was needed or not.
    package var homogeneous: Double?
    /// With those at 0 the rule does not move, so that any power is right.
    package var isStill = false
  }

  /// What earlier gradients change about a move; for linear memory by which factor a step forgets.
  package struct Memory: Sendable, Hashable {
    package var kind: RuleTraits.Memory
    package var ratio: Double?
  }

  /// How large |move| / rate becomes over extreme histories of one coordinate.
  package enum Bound: Sendable, Hashable {
    case unbounded
    /// The largest that was met.
    case largest(Double)
    /// Bounded by a constant in units of gradients, such as a clipping threshold.
    case byConstant
    /// The move depends on the parameters, so that no number is the bound.
    case unmeasured
  }

  /// What the rate of one step does.
  package enum RateEffect: String, Sendable {
    /// It multiplies that step's move and no other.
    case linear = "local and linear"
    case local
    case leaks = "leaks into later steps"
  }

  /// The move under a constant gradient.
  package enum Transient: Sendable, Hashable {
    case flat
    /// The move of step 6 over that of step 1.
    case factor(Double)
    /// The first move is zero or not finite.
    case unmeasured
  }

  /// The units of the hyperparameters.
  package enum Units: Sendable, Hashable {
    /// Keys with a unit (`lr` always among them), and those that these probes cannot tell.
    /// - Parameter isExact: the rule scales to the bit, and not only to 1e-9.
    case consistent([String: RuleTraits.Unit], unidentified: [String], isExact: Bool)
    /// No units within x^±2 g^±2 make the rule homogeneous: it hides a constant that has a unit.
    case inconsistent
  }

  /// The key of the learning rate.
  package var rateKey: String
  package var locality: Locality
  package var odd: Oddness
  /// Without decay neither state nor move depends on the parameters.
  package var isTranslationInvariant: Bool
  /// Its own factor on each coordinate of the gradient changes nothing.
  package var isDiagonalScaleFree: Bool
  /// Its own factor on each step's gradient changes nothing, as for rules of signs.
  package var isStepScaleFree: Bool
  package var degree: Degree
  package var rotation: RuleTraits.Rotation
  package var isTimeInvariant: Bool
  package var isOrderFree: Bool
  package var memory: Memory
  package var bound: Bound
  package var rate: RateEffect
  package var decays: [DecayEffect]
  package var transient: Transient
  package var units: Units
  /// The rule evaluates the objective itself. The probes give it linear objectives, so curvature and
  /// line searches are not seen.
  package var isOracle: Bool
  /// It compares values with gradients, as line searches do, or asks for products or residuals.
  package var readsCurvature: Bool
  /// Another seed of the run gives another run.
  package var drawsRandom: Bool
}
