import Descent

extension AdamW: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = momentTraits
    guard decay != .rate else {
      traits.declareDecay("weight_decay", decoupled: true)
      return traits
    }
    let unit: RuleTraits.Unit = decay == .schedule ? .one : .one / .parameter
    traits.units["weight_decay"] = unit
    guard weightDecay != 0 else { return traits }
    // Laws can switch off only a decay of the form 1 − ηλ. With another form, declare only the
    // traits that hold with decay.
    var decaying = RuleTraits(locality: .coordinatewise, units: traits.units)
    decaying.isOdd = true
    return decaying
  }
}
