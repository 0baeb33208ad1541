import Descent
import DescentRules

extension ScheduleFreeSGD: TraitDeclaring {
  // z and the average are points: state follows the parameters, a step from anywhere ends where they say,
  // and no closed form of a step by itself holds. An earlier rate counts in later weights.
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter / .gradient, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.rotation = .all
    traits.memory = momentum == 0 ? nil : .momentum
    traits.isMonotone = true
    traits.descends = true
    if !decayAtZ { traits.decay = .coupled("weight_decay") }
    // A decay that laws cannot take for one of their kinds stays on.
    if weightDecay == 0 || !decayAtZ {
      traits.linearRegime = LinearRegime(stabilityLimit: nil, transition: averagedRegime)
    }
    return traits
  }
}
