import Descent

extension Lars: TraitDeclaring {
  // Where a norm is 0 the step is the gradient's and not the point's: neither lr nor ε has one unit, and
  // the move no one degree.
  public var traits: RuleTraits {
    guard adapts else { return plainTraits }
    var traits = RuleTraits(locality: .tensorWide)
    traits.isOdd = true
    traits.rotation = .all
    traits.isRateLocal = !rateInVelocity && !trustClip
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    traits.descends = true
    // In ‖g‖ + λ‖x‖ the decay counts by itself, and it may be what makes the rule adapt.
    if ratioNorm == .decayed && alwaysAdapt { traits.decay = .coupled("weight_decay") }
    return traits
  }

  /// Without the ratio it is the heavy ball, or Nesterov's.
  private var plainTraits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    traits.isTimeInvariant = true
    traits.isRateLocal = !rateInVelocity
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    traits.isMonotone = true
    traits.descends = true
    return traits
  }
}
