import Descent
import Dispatch
import Synchronization

extension RuleLaws {
  /// P4: steps of a second instance on other data, interleaved or simultaneous on another thread, change
  /// nothing, bit for bit.
  static let instanceIsolation = RuleLaw(
    LawCard(
      "P4", "instance isolation", "a second optimizer at work beside the first changes nothing",
      catches: "state, counters and scratch memory kept in the type or the process",
      knownBugs: [
        "lessw2020/Ranger #9: RAdam caches the step size in a buffer of the class",
        "pytorch/pytorch #163098: tensor-valued rates shared between groups",
      ]),
    options: .exact
  ) { rule, c in
    let expected = try rule.run(c)
    var other = c
    other.gradients = c.gradients.map { $0.map { c.precision.rounded(2 * $0 + 1) } }
    var session = try Session(rule.optimizer(c), c)
    var second = try Session(rule.optimizer(other), other)
    let interleaved = c.gradients.indices.map { step in
      session.step(gradient: c.gradients[step], rate: c.rates[step])
      second.step(gradient: other.gradients[step], rate: other.rates[step])
      return session.point
    }
    let verdict = Comparison.exact(expected, interleaved, "with a second instance in between")
    if verdict.isViolation { return verdict }

    let cases = [c, other]
    let runs = Mutex<[Result<[[Double]], any Error>?]>([nil, nil])
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      // Watch for failures on this thread, because task-local values of the calling thread are not visible
      // here.
      let run = Result { try StepFailure.watching { try rule.run(cases[thread]) } }
      runs.withLock { $0[thread] = run }
    }
    return Comparison.exact(
      expected, try runs.withLock { $0[0] }?.get() ?? [], "with a second instance on another thread"
    )
  }
}
