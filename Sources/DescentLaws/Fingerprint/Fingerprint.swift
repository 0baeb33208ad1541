import Descent

/// The invariances of a rule, found by experiment: the rule is built, stepped and observed, and its
/// declarations are not read.
///
/// Every cell is a statement about the rule *at its settings*. The cells show where two implementations
/// disagree, and a cell that changes unintentionally is a regression.
package struct Fingerprint: Sendable, Hashable {
  /// The coordinates that a change of one gradient entry affects.
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

  /// The power k for which scaling the gradient by c scales the move by cᵏ.
  package struct Degree: Sendable, Hashable {
    /// Nil if there is none.
    package var power: Double?
    /// The settings that had to be set to 0 first.
    package var zeroed: [String] = []
    /// The power with every constant in units of gradients at 0, whether or not that was needed.
    package var homogeneous: Double?
    /// With these constants at 0 the rule does not move, so that any power is right.
    package var isStill = false
  }

  /// How earlier gradients affect a move, and for linear memory the factor of decay per step.
  package struct Memory: Sendable, Hashable {
    package var kind: RuleTraits.Memory
    package var ratio: Double?
  }

  /// How large |move| / rate becomes over extreme histories of one coordinate.
  package enum Bound: Sendable, Hashable {
    case unbounded
    /// The largest value that was measured.
    case largest(Double)
    /// Bounded by a constant in units of gradients, such as a clipping threshold.
    case byConstant
    /// The move depends on the parameters, so that no number is the bound.
    case unmeasured
  }

  /// The effect of the rate of one step.
  package enum RateEffect: String, Sendable {
    /// It multiplies that step's move and no other.
    case linear = "local and linear"
    case local
    case leaks = "leaks into later steps"
  }

  /// The move under a constant gradient.
  package enum Transient: Sendable, Hashable {
    case flat
    /// The ratio of the move of step 6 to the move of step 1.
    case factor(Double)
    /// The first move is zero or not finite.
    case unmeasured
  }

  /// The units of the hyperparameters.
  package enum Units: Sendable, Hashable {
    /// The keys with a unit (always including `lr`), and the keys whose unit these probes cannot determine.
    /// - Parameter isExact: whether the rule scales bit for bit, and not only within 1e-9.
    case consistent([String: RuleTraits.Unit], unidentified: [String], isExact: Bool)
    /// No units within x^±2 g^±2 make the rule homogeneous: it hides a constant that has a unit.
    case inconsistent
  }

  /// The key of the learning rate.
  package var rateKey: String
  package var locality: Locality
  package var odd: Oddness
  /// Without decay, neither the state nor the move depends on the parameters.
  package var isTranslationInvariant: Bool
  /// Multiplying each coordinate of the gradient by its own factor changes nothing.
  package var isDiagonalScaleFree: Bool
  /// Multiplying each step's gradient by its own factor changes nothing, as for sign-based rules.
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
  /// The rule evaluates the objective itself. The probes give it linear objectives, so they do not see
  /// curvature or line searches.
  package var isOracle: Bool
  /// The rule compares values with gradients, as line searches do, or evaluates Hessian products or
  /// residuals.
  package var readsCurvature: Bool
  /// The run depends on its seed.
  package var drawsRandom: Bool
}
