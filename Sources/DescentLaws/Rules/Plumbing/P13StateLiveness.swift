import Descent

extension RuleLaws {
  /// P13: every buffer and scalar of the state, perturbed, can change later steps.
  ///
  /// A counter may matter only under some options (momentum's only where the first gradient is
  /// dampened differently), so each slot is tried under the settings of P12, before the first step
  /// and halfway.
  static let stateLiveness = RuleLaw(
    LawCard(
      "P13", "state liveness", "every part of the state can change later steps",
      catches: "moments computed and never used, buffers overwritten before they are read",
      knownBugs: [
        "kozistr/pytorch_optimizer #516: SignSGD zeroes its momentum before every step",
        "kozistr/pytorch_optimizer #385: SCION uses the gradient where the momentum belongs",
        "raskr/rust-autograd #16: moments are computed into copies",
      ]),
    options: .liveness
  ) { rule, c in
    let layout = try Session(rule.optimizer(c), c).stateLayout
    let slots = layout.buffers.map(\.slot.name) + layout.scalars.map(\.name)
    guard !slots.isEmpty else { return .skipped("there is no state") }
    var choices = c.choices
    let slot = slots[choices.index(below: slots.count)]
    let variants = rule.variants(c.witness, &choices)
    for settings in variants {
      var variant = c.witness
      variant.rule = settings
      let end = try rule.end(variant)
      for pause in [0, c.steps / 2] {
        for perturb in perturbations
        where try rule.end(variant, pause, slot, perturb).map({
          !zip($0, end).allSatisfy(Comparison.same)
        }) ?? false {
          return .holds
        }
      }
    }
    return .violated("\(slot) of the state changes nothing, whatever the options")
  }

  private static let perturbations: [@Sendable (Double) -> Double] = [
    { 2 * $0 + 0.5 }, { _ in 0 }, { $0 + 1 },
  ]
}

extension RuleSubject {
  /// The last point where a slot of the state is changed before a step; nil if there is no such slot.
  fileprivate func end(
    _ c: RuleCase, _ pause: Int, _ slot: String, _ perturb: (Double) -> Double
  ) throws -> [Double]? {
    var session = try Session(optimizer(c), c)
    for gradient in c.gradients[..<pause] { session.step(gradient: gradient) }
    if let buffer = session.stateLayout.buffers.first(where: { $0.slot.name == slot }) {
      for i in buffer.range { session.buffers[i] = perturb(session.buffers[i]) }
    } else if let index = session.stateLayout.scalars.firstIndex(where: { $0.name == slot }) {
      session.scalars[index] = perturb(session.scalars[index])
    } else {
      return nil
    }
    for gradient in c.gradients[pause...] { session.step(gradient: gradient) }
    return session.point
  }
}
