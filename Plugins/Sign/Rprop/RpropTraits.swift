import Descent
import DescentRules

extension Rprop: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "min_step": .parameter, "max_step": .parameter])
    traits.isOdd = true
    if readsValue {
      // A value depends on all coordinates.
      traits.locality = .global
      return traits
    }
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    // A move is taken back with the rate of the step that made it.
    traits.isRateLocal = variant != .rpropPlus
    traits.memory = variant == .rpropMinus ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    // The step size while the sign does not change.
    let size: @Sendable (Int) -> Double = { [learningRate, etaPlus, minStep, maxStep] t in
      let first = min(max(learningRate, minStep), maxStep)
      return min(first * .pow(etaPlus, t - 1), maxStep) / learningRate
    }
    traits.constantGradient = { g, t in g > 0 ? size(t) : g < 0 ? -size(t) : g }
    traits.impulse = { g, t in t > 1 ? 0 : g > 0 ? size(1) : g < 0 ? -size(1) : g }
    if traits.isRateLocal {
      traits.bound = size
      traits.extremalHistory = { Array(repeating: 1, count: $0) }
    }
    return traits
  }
}

extension Rprop {
  public static let exemptions = [
    Exemption(
      law: "F1",
      reason: "the fingerprint scales rates and not the rate before the schedule, by which "
        + "moves are scaled here",
      reference: "Riedmiller and Braun, ICNN 1993")
  ]
}
