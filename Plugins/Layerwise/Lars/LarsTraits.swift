import Descent

extension Lars: TraitDeclaring {
  // If a norm is 0, the step length follows the gradient and not the point. Neither lr nor ε has a
  // single unit then, and the move has no single degree.
  public var traits: RuleTraits {
    guard adapts else { return plainTraits }
    var traits = RuleTraits(locality: .tensorWide)
    traits.isOdd = true
    traits.rotation = .all
    traits.isRateLocal = !rateInVelocity && !trustClip
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    traits.descends = true
    // In ‖g‖ + λ‖x‖ the decay counts separately, and it may decide whether the rule adapts.
    if ratioNorm == .decayed && alwaysAdapt { traits.decay = .coupled("weight_decay") }
    return traits
  }

  /// The traits without the ratio, where the rule is the heavy ball or Nesterov's momentum.
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
