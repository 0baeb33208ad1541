import Descent

extension Adafactor: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isOdd = true
    traits.rotation = RuleTraits.Rotation.none
    traits.isRateLocal = !relativeStep && !warmupInit && beta1 == 0
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    // A tensor of zeros counts with the size ε₂.
    traits.descends = !scaleParameter || eps2 > 0
    let hasOwnRate = relativeStep || warmupInit
    if !scaleParameter && (beta1 == 0 || !hasOwnRate) { traits.decay = .decoupled("weight_decay") }
    traits.isTranslationInvariant =
      !scaleParameter && (weightDecay == 0 || traits.decay != nil)
    // As a floor, ε₁ has both the unit of gradients and that of their squares. Its default value for
    // each placement has no unit. 1/√t has no unit, so the rate then has none either.
    guard scaleParameter || !hasOwnRate else { return traits }
    if eps1Placement == .squares && eps1 >= 0 {
      traits.units = [
        "lr": scaleParameter ? .one : .parameter, "eps1": .gradient * .gradient,
        "eps2": .parameter, "weight_decay": scaleParameter && beta1 == 0 ? .one : .one / .parameter,
      ]
      traits.degree = 0
    } else if eps1 == 0 {
      traits.degree = 0
    }
    return traits
  }
}
