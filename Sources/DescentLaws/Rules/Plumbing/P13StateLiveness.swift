import Descent

extension RuleLaws {
  /// P13: every buffer and scalar of the state, perturbed, can change later steps; and a rule for one
  /// coordinate uses none that it does not declare.
  ///
  /// A counter may matter only under some options (momentum's only where the first gradient is
  /// dampened differently), so each slot is tried under the settings of P12, before the first step,
  /// halfway, and then before every other: what stands in for a quantity that cannot be had at a step
  /// matters at such steps only.
  static let stateLiveness = RuleLaw(
    LawCard(
      "P13", "state liveness", "every part of the state can change later steps",
      catches: "moments computed and never used, buffers overwritten before they are read, slots "
        + "that are used and not declared",
      knownBugs: [
        "kozistr/pytorch_optimizer #516: SignSGD zeroes its momentum before every step",
        "kozistr/pytorch_optimizer #385: SCION uses the gradient where the momentum belongs",
        "raskr/rust-autograd #16: moments are computed into copies",
      ], branch: "of the state changes nothing"),
    options: .liveness
  ) { rule, c in
    if let use = UndeclaredState.use(by: try rule.optimizer(c), in: c) { return .violated(use) }
    let layout = try Session(rule.optimizer(c), c).stateLayout
    let slots = layout.buffers.map(\.slot.name) + layout.scalars.map(\.name)
    guard !slots.isEmpty else { return .skipped("there is no state") }
    var choices = c.choices
    let slot = slots[choices.index(below: slots.count)]
    guard let c = c.witness else { return .skipped("too little happens") }
    // What a rule remembers of a point shows only where gradients differ from place to place.
    let rule = rule.onCurves
    if try isLive(slot, rule, c, settings: 100) { return .holds }
    if !rule.isDeclared(c) {
      for other in c.otherWitnesses where try isLive(slot, rule, other, settings: 6) {
        return .holds
      }
    }
    return .violated("\(slot) of the state changes nothing, whatever the options")
  }

  private static func isLive(
    _ slot: String, _ rule: RuleSubject, _ c: RuleCase, settings count: Int
  ) throws -> Bool {
    for settings in rule.variants(c).prefix(count) {
      var variant = c
      variant.rule = settings
      let end = try rule.end(variant)
      let others = (1..<c.steps).filter { $0 != c.steps / 2 }
      for pause in [0, c.steps / 2] + others.prefix(12) {
        for perturb in perturbations
        where try rule.end(variant, pause, slot, perturb).map({
          !zip($0, end).allSatisfy(Comparison.same)
        }) ?? false {
          return true
        }
      }
    }
    return false
  }

  private static let perturbations: [@Sendable (Double) -> Double] = [
    { 2 * $0 + 0.5 }, { _ in 0 }, { $0 + 1 },
    // Beyond what is done by its number.
    { $0 + 1000 },
  ]
}
