import Descent
import DescentRules

extension ScheduleFreeSGD: TraitDeclaring {
  // z and the average are points. The state therefore depends on the parameters, a step ends where z and
  // the average determine, wherever it began, and no closed form holds for a single step. Earlier rates
  // affect later weights.
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
    // The laws cannot switch off a decay that is neither coupled nor decoupled.
    if weightDecay == 0 || !decayAtZ {
      traits.linearRegime = LinearRegime(stabilityLimit: nil, transition: averagedRegime)
    }
    return traits
  }
}
