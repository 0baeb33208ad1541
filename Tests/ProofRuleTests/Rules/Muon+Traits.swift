import Descent

extension Muon: TraitDeclaring {
  var traits: RuleTraits {
    let units: [String: RuleTraits.Unit] = [
      "lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter,
    ]
    var traits = RuleTraits(locality: .tensorWide, units: units)
    traits.degree = 0
    traits.rotation = .leftAndRight
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    traits.decay = .decoupled("weight_decay")
    return traits
  }
}
