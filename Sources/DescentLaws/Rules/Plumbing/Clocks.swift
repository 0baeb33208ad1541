import Descent

/// The scalars of a rule's state that measure time, as observed in its first steps.
struct Clocks {
  enum Kind {
    /// Grows by 1 at each step.
    case counter(initial: Double)
    /// Starts at 1 and is multiplied by the same factor at each step.
    case power(Double)
    case other
  }

  let rule: RuleSubject
  let c: RuleCase
  let names: [String]
  let kinds: [Kind]
  /// The name of a scalar that is called "step" but does not count steps; nil if there is none.
  let stopped: String?
  /// Whether a scalar of the kind `other` still changes in the third step.
  let drifts: Bool

  init(_ rule: RuleSubject, _ c: RuleCase) throws {
    (self.rule, self.c) = (rule, c)
    var session = try Session(rule.optimizer(c), c)
    names = session.stateLayout.scalars.map(\.name)
    var history = [session.scalars]
    for step in 0..<3 {
      session.step(gradient: c.gradients[step % c.steps], rate: c.rates[step % c.steps])
      history.append(session.scalars)
    }
    let kinds: [Kind] = names.indices.map { index in
      let values = history.map { $0[index] }
      if (0..<4).allSatisfy({ values[$0] == values[0] + Double($0) }) {
        return .counter(initial: values[0])
      }
      let factor = values[1]
      let powers = (0..<4).map { Double.pow(factor, $0) }
      let isPower = zip(values, powers).allSatisfy { abs($0 - $1) <= 0x1p-50 * $1 }
      return isPower && (0..<1).contains(factor) ? .power(factor) : .other
    }
    stopped =
      zip(names, kinds).first { name, kind in
        guard name == "step" || name.hasPrefix("step[") else { return false }
        if case .counter = kind { return false }
        return true
      }?.0
    let places = rule.isDeclared(c) ? [] : try Self.notTime(rule, c, kinds, history)
    self.kinds = kinds.indices.map { places.contains($0) ? .other : kinds[$0] }
    drifts = kinds.indices.contains { index in
      if case .other = kinds[index] { history[2][index] != history[3][index] } else { false }
    }
  }

  /// The scalars that only seem to measure time: they change differently under other gradients (such as a
  /// step size), or they stop or restart (such as the steps of a warm-up or the position in a period).
  private static func notTime(
    _ rule: RuleSubject, _ c: RuleCase, _ kinds: [Kind], _ history: [[Double]]
  ) throws -> Set<Int> {
    let layout = small(c.layout)
    let ones = Array(repeating: 1.0, count: layout.count)
    var session = try Session(rule.optimizer(c), layout, c.precision, start: ones)
    var (found, before) = (Set<Int>(), session.scalars)
    for step in 1...walk {
      session.step(gradient: ones.map { $0 * (step % 3 == 0 ? -2 : 1) }, rate: c.rates[0])
      let now = session.scalars
      for (place, kind) in kinds.enumerated() {
        switch kind {
        case .counter:
          if now[place] != before[place] + 1, !isEndOfType(before[place], rule, c) {
            found.insert(place)
          }
        case .power:
          if step < history.count, history[step][place] != now[place] { found.insert(place) }
        case .other: continue
        }
      }
      before = now
    }
    return found
  }

  /// Whether a scalar is a running product.
  var hasPower: Bool {
    kinds.contains { if case .power = $0 { true } else { false } }
  }

  /// The number of steps to walk, which exceeds ten bits.
  static let walk = 1100

  /// Whether a counter that stops at this number has reached the limit of its type: the number is a power of
  /// two from 2⁷ on, or one less, and is not close to the value of a hyperparameter.
  private static func isEndOfType(_ last: Double, _ rule: RuleSubject, _ c: RuleCase) -> Bool {
    let isPower = [last, last + 1].contains { $0 >= 128 && $0.significandWidth == 0 }
    return isPower
      && !rule.domains.contains { domain in
        (c.number(domain.key) ?? Double(domain.standard)).map { abs($0 - last) <= 1 } ?? false
      }
  }

  /// Tensors with the same names and numbers of axes but few coordinates, because only scalars matter.
  private static func small(_ layout: Layout) -> Layout {
    Layout(
      layout.tensors.map { tensor in
        (name: tensor.name, shape: tensor.shape.count == 1 ? [1] : tensor.shape.map { min($0, 2) })
      })
  }

  /// The expected scalars at a time; scalars that do not measure time keep their current values.
  private func scalars(at time: Int, _ now: [Double]) -> [Double] {
    zip(kinds, now).map { kind, now in
      switch kind {
      case .counter(let initial): initial + Double(time)
      case .power(let factor): .pow(factor, Double(time))
      case .other: now
      }
    }
  }

  /// Checks a session's scalars: counters exactly, powers within one rounding per step taken plus a few for
  /// the power that they are compared with. An underflow to 0 is accepted.
  /// - Parameter unasked: counters that the rule limits to a length of its choice, and that are not checked.
  private func check(
    _ session: Session, at time: Int, steps: Int, unasked: Set<Int> = []
  ) -> Verdict {
    let expected = scalars(at: time, session.scalars)
    for (index, (expected, found)) in zip(expected, session.scalars).enumerated() {
      var tolerance = Double.leastNormalMagnitude
      switch kinds[index] {
      case .counter where unasked.contains(index): continue
      case .counter: tolerance = 0
      case .power(let factor):
        // The rounding error of the computed power grows with its logarithm.
        let logarithm = factor > 0 ? abs(Double(time) * .log(factor)) : 0
        tolerance += (Double(steps) + 4 + min(logarithm, 800)) * 0x1p-53 * expected
      case .other: continue
      }
      if !(abs(expected - found) <= tolerance) {
        return .violated("\(names[index]) at step \(time)", expected: expected, found: found)
      }
    }
    return .holds
  }

  /// Whether a step did nothing at all. With coupled decay, the gradient that a rule uses can vanish, and a
  /// rule that derives its divisor from it then leaves out the step and does not count it. A rule without
  /// decay has no such excuse.
  private func rests(_ before: Session?, _ after: Session) -> Bool {
    guard let before else { return false }
    return before.point == after.point && before.buffers == after.buffers
      && before.scalars == after.scalars
  }

  /// Whether ``rests(_:_:)`` may be asked, because the rule has decay.
  private var mayRest: Bool {
    rule.domains.contains { $0.kind == .weightDecay && (c.number($0.key) ?? 0) > 0 }
  }

  /// A step that ends the run is not counted.
  private static let ended = Verdict.skipped("the rule ends the run")

  /// The scalars after `steps` steps from the start.
  func afterWalking(_ steps: Int) throws -> Verdict {
    let layout = Self.small(c.layout)
    let ones = Array(repeating: 1.0, count: layout.count)
    var session = try Session(rule.optimizer(c), layout, c.precision, start: ones)
    let mayRest = mayRest
    var resting = 0
    for _ in 0..<steps {
      let before = mayRest ? session : nil
      guard !session.step(gradient: ones, rate: c.rates[0]).endsRun else { return Self.ended }
      if rests(before, session) { resting += 1 }
    }
    return check(session, at: steps - resting, steps: steps)
  }

  /// Checks the scalars some steps after they were set to a time. The moves of these steps are measured from
  /// x = 0; nil if the rule itself does not let a counter get so far.
  func after(loading time: Int, steps: Int) throws -> (Verdict, moves: [[Double]]?) {
    var session = try Session(rule.optimizer(c), c)
    var hasEnded = false
    for step in c.gradients.indices {
      hasEnded =
        session.step(gradient: c.gradients[step], rate: c.rates[step]).endsRun || hasEnded
    }
    session.scalars = scalars(at: time, session.scalars)
    var unasked: Set<Int> = []
    let mayRest = mayRest
    var resting = 0
    let moves = (0..<steps).map { step in
      if step == 1, !rule.isDeclared(c) { unasked = held(session, at: time + 1) }
      session.point = Array(repeating: 0, count: c.count)
      let before = mayRest ? session : nil
      hasEnded =
        session.step(gradient: c.gradients[step % c.steps], rate: c.rates[step % c.steps]).endsRun
        || hasEnded
      if rests(before, session) { resting += 1 }
      return session.point
    }
    if hasEnded { return (Self.ended, moves) }
    return (
      check(session, at: time + steps - resting, steps: steps, unasked: unasked),
      unasked.isEmpty ? moves : nil
    )
  }

  /// The counters that did not reach a time in one step, because the rule limits them.
  private func held(_ session: Session, at time: Int) -> Set<Int> {
    let (expected, found) = (scalars(at: time, session.scalars), session.scalars)
    return Set(
      kinds.indices.filter {
        if case .counter = kinds[$0] { expected[$0] != found[$0] } else { false }
      })
  }
}

extension StepAnswer {
  /// Whether the rule itself ended the run.
  var endsRun: Bool { self == .stopped || self == .failed }
}
