import Descent

extension RuleLaws {
  /// P13: perturbing any buffer or scalar of the state can change later steps, and a coordinatewise rule uses
  /// no state that it does not declare.
  ///
  /// A counter may matter only under some options (momentum's only if the first gradient is dampened
  /// differently), so each slot is tried under the settings of P12. It is perturbed before the first step,
  /// halfway, and then before other steps, because a substitute for a quantity that is unavailable at some
  /// steps matters only there. Integers are first changed within their observed range, and arbitrarily only
  /// if that has no effect.
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
    guard rule.driver.seesState else { return .inapplicable("the state lives in another process") }
    if let use = UndeclaredState.use(by: try rule.optimizer(c), in: c) { return .violated(use) }
    let layout = try Session(rule.optimizer(c), c).stateLayout
    let slots = layout.buffers.map(\.slot.name) + layout.scalars.map(\.name)
    guard !slots.isEmpty else { return .skipped("there is no state") }
    var choices = c.choices
    let slot = slots[choices.index(below: slots.count)]
    guard let c = c.witness else { return .skipped("too little happens") }
    if try rule.isLive(slot, c) { return .holds }
    if let other = rule.unheld, try other.isLive(slot, c) {
      return .skipped("\(slot) of the state changes nothing at the settings that are held")
    }
    if try rule.endsAsNoNumber(c) { return .skipped("the run ends as no number") }
    return .violated("\(slot) of the state changes nothing, whatever the options")
  }

  /// The laws that set the state to values that the rule itself may never produce. A rule that terminates the
  /// process under such a law has not broken it, because the other laws check the states that the rule
  /// produces itself.
  package static let ofImpossibleStates: Set<String> = ["P13"]
}
