import Descent

extension RuleLaws {
  /// P8: a tensor without a gradient at a step is not touched, nor its state; for it the step does
  /// not exist; its neighbours do not notice. To the bit.
  static let absentGradient = RuleLaw(
    LawCard(
      "P8", "absent gradient", "a tensor without a gradient skips the step, and only that tensor",
      catches: "decay or momentum without a gradient, one counter for all tensors, skipped steps",
      knownBugs: [
        "deepspeedai/DeepSpeed #8471: the counter of the last active tensor is used for all",
        "InfiniTensor/InfiniTrain #235: a global counter for a tensor whose gradient comes late",
        "pytorch/pytorch #186360: a step that must be skipped still moves parameters",
      ]),
    options: .exact
  ) { rule, c in
    var choices = c.choices
    let present = c.gradients.map { _ in c.sizes.map { _ in choices.index(below: 2) == 0 } }
    let ranges = c.ranges
    var session = try Session(rule.optimizer(c), c)
    let isOneState = rule.keepsOneState(c)
    let countsRun = try rule.optimizer(c).uninformed.needs.contains(.step)
    for step in c.gradients.indices {
      let before = session
      var gradient = c.gradients[step]
      // Whoever reads an absent gradient shows it.
      for (tensor, range) in ranges.enumerated() where !present[step][tensor] {
        for i in range { gradient[i] = .nan }
      }
      session.step(gradient: gradient, rate: c.rates[step], present: present[step])
      for (tensor, range) in ranges.enumerated() where !present[step][tensor] {
        // A state that is not seen is the number of a step, which is no tensor's.
        let hidesState = countsRun || !rule.driver.seesState
        let parts = [before, session].map { $0.part(c, tensor, range, countsRun: hidesState) }
        let verdict = Comparison.exact(
          isOneState ? [parts[0][0]] : parts[0], isOneState ? [parts[1][0]] : parts[1],
          "tensor \(tensor) or its state after step \(step + 1), where it has no gradient")
        if verdict.isViolation { return verdict }
      }
    }
    // Its own count of the steps is then of the run, for which the step did exist.
    if isOneState || rule.locality(c) == .global { return .holds }
    for (tensor, range) in ranges.enumerated() {
      var alone = c.keeping(tensors: tensor..<(tensor + 1))
      // A rule that asks for the number of the step gets that of the run, for which the step did exist.
      let steps = c.gradients.indices.filter { countsRun || present[$0][tensor] }
      alone.gradients = steps.map { alone.gradients[$0] }
      alone.rates = steps.map { alone.rates[$0] }
      var own = try Session(rule.optimizer(alone), alone)
      for (place, step) in steps.enumerated() {
        own.step(
          gradient: alone.gradients[place], rate: alone.rates[place],
          present: [present[step][tensor]])
      }
      let verdict = Comparison.exact(
        own.point, Array(session.point[range]),
        "tensor \(tensor), against a run without the steps it skipped")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
