import Descent

extension RuleLaws {
  /// P8: a step does not change a tensor without a gradient, nor its state. The step does not exist for this
  /// tensor, and other tensors are not affected, bit for bit.
  ///
  /// A rule without declared traits may count the steps of the run instead of each tensor's steps. A tensor
  /// must then move as it does alone, without a gradient at the same steps. A rule that treats all tensors as
  /// a single vector may take every absent gradient for 0.
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
      // Fill absent gradients with NaN, so that reading one shows.
      for (tensor, range) in ranges.enumerated() where !present[step][tensor] {
        for i in range { gradient[i] = .nan }
      }
      session.step(gradient: gradient, rate: c.rates[step], present: present[step])
      for (tensor, range) in ranges.enumerated() where !present[step][tensor] {
        // If the state is not visible, its only scalar is the number of the step, which belongs to no tensor.
        let hidesState = countsRun || !rule.driver.seesState
        let parts = [before, session].map { $0.part(c, tensor, range, countsRun: hidesState) }
        let verdict = Comparison.exact(
          isOneState ? [parts[0][0]] : parts[0], isOneState ? [parts[1][0]] : parts[1],
          "tensor \(tensor) or its state after step \(step + 1), where it has no gradient")
        guard verdict.isViolation else { continue }
        return try rule.takesAbsentForZero(c, present) ? .holds : verdict
      }
    }
    // Such a rule counts the steps of the run, which include the skipped ones.
    if isOneState || rule.locality(c) == .global { return .holds }
    for (tensor, range) in ranges.enumerated() {
      let alone = c.keeping(tensors: tensor..<(tensor + 1))
      let found = Array(session.point[range])
      func verdict(countingRun: Bool) throws -> Verdict {
        // A rule that needs the step number gets the run's, which includes the skipped steps.
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
  /// Whether each tensor has a gradient at each step in P8.
  package static func presences(in c: RuleCase) -> [[Bool]] {
    var choices = c.choices
    return c.gradients.map { _ in c.sizes.map { _ in choices.index(below: 2) == 0 } }
  }
}

extension RuleSubject {
  /// Whether a rule without declared traits, whose tensors interact, treats an absent gradient like 0.
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

  /// Whether the first step moves a point although all gradients are 0. Decay does; a rule that moves along
  /// the gradients of other tensors does not.
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

  /// The point after some steps of a case with one tensor, with or without a gradient at each step.
  fileprivate func point(_ c: RuleCase, _ steps: [Int], _ present: [Bool]) throws -> [Double] {
    var session = try Session(optimizer(c), c)
    for step in steps {
      session.step(gradient: c.gradients[step], rate: c.rates[step], present: [present[step]])
    }
    return session.point
  }
}
