extension RuleLaws {
  /// P7: a copy of a run has value semantics: steps of the copy with gradients g + 1 change neither the
  /// original nor a snapshot of its state, bit for bit.
  static let snapshot = RuleLaw(
    LawCard(
      "P7", "snapshot is a value", "a fork disturbs neither the original nor the snapshot",
      catches: "state shared by copies: class-held buffers and counters",
      knownBugs: [
        "ikostrikov/pytorch-a3c #12: moments shared between workers, the counter not",
        "torch 2.13: state_dict shares its storage with the live state",
      ])
  ) { rule, c in
    let expected = try rule.run(c)
    var choices = c.choices
    let pause = choices.index(below: c.steps + 1)
    var session = try Session(rule.optimizer(c), c)
    for step in 0..<pause { session.step(gradient: c.gradients[step], rate: c.rates[step]) }
    let snapshot = session
    let (buffers, scalars) = (session.buffers, session.scalars)
    var fork = session
    for step in c.gradients.indices {
      fork.step(gradient: c.gradients[step].map { $0 + 1 }, rate: c.rates[step])
    }
    let state = Comparison.exact(
      [buffers, scalars], [snapshot.buffers, snapshot.scalars],
      "the snapshot's state after the fork went on")
    if state.isViolation { return state }
    for (name, start) in [("original", session), ("snapshot", snapshot)] {
      var run = start
      let found = (pause..<c.steps).map { step in
        run.step(gradient: c.gradients[step], rate: c.rates[step])
        return run.point
      }
      let verdict = Comparison.exact(
        Array(expected[pause...]), found, "the \(name) goes on after a fork at step \(pause)")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
