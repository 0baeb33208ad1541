import Descent
import DescentRules

extension ScheduleFreeAdamW: TraitDeclaring {
  // z and the average are points. The state therefore depends on the parameters, a step ends where z and
  // the average determine, wherever it began, and no closed form holds for a single step. Earlier rates
  // affect later weights. Decay uses y but is part of the averaged step, so it is neither coupled nor
  // decoupled.
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
