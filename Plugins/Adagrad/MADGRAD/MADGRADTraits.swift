import Descent

extension MADGRAD: TraitDeclaring {
  // ε is added to numbers of two units, the rate and a cube root: neither has a unit of its own.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isOdd = true
    traits.rotation = RuleTraits.Rotation.none
    traits.memory = momentum == 0 ? nil : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    return traits
  }

  public static let exemptions = [
    Exemption(
      law: "P15", reason: "the weight of a gradient grows as the root of its step",
      reference: "Defazio and Jelassi, JMLR 23, 2022, arXiv:2101.11075, Algorithm 1"),
    Exemption(
      law: "P14", reason: "ε is added to the rate, which is then never 0",
      reference: "the authors' code, facebookresearch/madgrad"),
  ]
}
