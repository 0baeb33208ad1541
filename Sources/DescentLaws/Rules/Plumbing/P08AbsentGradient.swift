import Descent

extension RuleLaws {
  /// P8: a tensor without a gradient at a step is not touched, nor its state; for it the step does
  /// not exist; its neighbours do not notice. To the bit.
  ///
  /// Where nothing is declared a rule may count its steps for the run and not for each tensor: then a tensor
  /// moves as it does alone, without a gradient at the same steps. And one that makes a single vector of all
  /// tensors may take an absent gradient for 0, everywhere.
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
    let present = presences(in: c)
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
        guard verdict.isViolation else { continue }
        return try rule.takesAbsentForZero(c, present) ? .holds : verdict
      }
    }
    // Its own count of the steps is then of the run, for which the step did exist.
    if isOneState || rule.locality(c) == .global { return .holds }
    for (tensor, range) in ranges.enumerated() {
      let alone = c.keeping(tensors: tensor..<(tensor + 1))
      let found = Array(session.point[range])
      func verdict(countingRun: Bool) throws -> Verdict {
        // A rule that asks for the number of the step gets that of the run, for which the step did exist.
        let steps = c.gradients.indices.filter { countingRun || present[$0][tensor] }
        let own = try rule.point(alone, steps, present.map { $0[tensor] })
        return Comparison.exact(
          own, found, "tensor \(tensor), against a run without the steps it skipped")
      }
      let strict = try verdict(countingRun: countsRun)
      guard strict.isViolation else { continue }
      if !countsRun, !rule.isDeclared(c), try !verdict(countingRun: true).isViolation { continue }
      return strict
    }
    return .holds
  }
}

extension RuleLaws {
  /// For each step and tensor whether P8 has a gradient there.
  package static func presences(in c: RuleCase) -> [[Bool]] {
    var choices = c.choices
    return c.gradients.map { _ in c.sizes.map { _ in choices.index(below: 2) == 0 } }
  }
}

extension RuleSubject {
  /// Whether a rule of which nothing is declared, and whose tensors know of each other, moves as under zeros.
  fileprivate func takesAbsentForZero(_ c: RuleCase, _ present: [[Bool]]) throws -> Bool {
    guard !isDeclared(c), locality(c) == .global, try !movesAtRest(c) else { return false }
    let tensors = c.tensors
    var session = try Session(optimizer(c), c)
    var zeros = try Session(optimizer(c), c)
    for step in c.gradients.indices {
      let gradient = c.gradients[step].enumerated().map { present[step][tensors[$0]] ? $1 : 0 }
      session.step(gradient: gradient, rate: c.rates[step], present: present[step])
      zeros.step(gradient: gradient, rate: c.rates[step])
    }
    return zip(session.point, zeros.point).allSatisfy(Comparison.same)
  }

  /// Whether the first step moves a point although no tensor has a gradient that is not 0: decay does, and what
  /// moves along the gradients of other tensors does not.
  private func movesAtRest(_ c: RuleCase) throws -> Bool {
    guard !c.rates.isEmpty else { return false }
    var still = c
    still.start = c.start.map { _ in 1 }
    still.gradients = [c.start.map { _ in 0 }]
    still.rates = [1]
    var session = try Session(optimizer(still), still)
    session.step(gradient: still.gradients[0], rate: 1)
    return !zip(session.point, still.start).allSatisfy(Comparison.same)
  }

  /// Where some steps of a case of one tensor end, with and without a gradient.
  fileprivate func point(_ c: RuleCase, _ steps: [Int], _ present: [Bool]) throws -> [Double] {
    var session = try Session(optimizer(c), c)
    for step in steps {
      session.step(gradient: c.gradients[step], rate: c.rates[step], present: [present[step]])
    }
    return session.point
  }
}
