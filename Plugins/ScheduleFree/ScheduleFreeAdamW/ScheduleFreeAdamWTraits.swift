import Descent
import DescentRules

extension ScheduleFreeAdamW: TraitDeclaring {
  // z and the average are points: state follows the parameters, a step from anywhere ends where they say,
  // and no closed form of a step by itself holds. An earlier rate counts in later weights. Decay is of y
  // but inside the averaged step, neither coupled nor decoupled.
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    traits.degree = 0
    traits.isOdd = true
    traits.rotation = RuleTraits.Rotation.none
    traits.memory = beta1 == 0 ? nil : .momentum
    traits.isMonotone = true
    traits.descends = true
    if weightDecay == 0 {
      traits.linearRegime = LinearRegime(
        preconditioner: epsilon, stabilityLimit: nil, transition: averagedRegime)
    }
    return traits
  }
}
