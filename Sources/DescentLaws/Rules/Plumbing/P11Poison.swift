extension RuleLaws {
  /// P11: a NaN or infinite gradient entry affects no earlier step and no other coordinate (no other tensor,
  /// for a tensor-wide rule), and its own coordinate is not finite from then on: the entry is neither spread
  /// nor swallowed.
  ///
  /// A sign-based rule may treat an infinite gradient like any large one; this does not count as swallowing.
  /// For a rule without declared traits the law is weaker. An infinite entry must not be treated as 0. If
  /// coordinates interact, the rule may skip the step for a whole tensor. A step that does not use the entry
  /// yet shows no NaN. And a sign may be 0, because some libraries give NaN the sign 0 and an infinity may
  /// become NaN on the way.
  static let poison = RuleLaw(
    LawCard(
      "P11", "NaN containment", "a NaN gradient shows in its own coordinate and nowhere else",
      catches: "NaN swallowed by a maximum or a clamp, spread by a shared sum, skipped coordinates",
      knownBugs: [
        "tensorflow/tensorflow #21363: an infinite norm silently turns gradients into zeros",
        "pytorch/pytorch #191763: full SIMD blocks are skipped, nothing moves in them",
      ])
  ) { rule, c in
    guard c.count > 0, c.steps > 0 else { return .skipped("there is no coordinate") }
    let (step, place, number) = poison(in: c)
    var poisoned = c
    poisoned.gradients[step][place] = number

    let clean = try rule.run(c)
    // A rule that raises an error has not swallowed the entry.
    if !rule.driver.seesState, try rule.raises(poisoned) { return .holds }
    var session = try Session(rule.optimizer(c), c)
    var hasMoved = false
    for index in c.gradients.indices {
      let before = session.point
      let answer = session.step(gradient: poisoned.gradients[index], rate: c.rates[index])
      // The rule ends the run and reports it.
      if index >= step, answer.endsRun { return .holds }
      hasMoved = hasMoved || (answer.hasMoved && index >= step)
      let spared = rule.spared(by: place, c, isEarlier: index < step)
      let verdict = Comparison.exact(
        spared.map { clean[index][$0] }, spared.map { session.point[$0] },
        "beside a gradient of \(number) at coordinate \(place) of step \(step + 1), "
          + "after step \(index + 1)")
      if verdict.isViolation { return verdict }
      if hasMoved, session.point[place].isFinite {
        let large = try number.isNaN ? nil : rule.run(c.replacing(step, place, by: number))
        if large?[index][place] == session.point[place] { continue }
        if index == step, rule.leavesOutTensor(of: place, c, before, session.point) {
          return .holds
        }
        // An infinity may leave NaN in the state, such as from 0 · ∞ or a mean.
        if !number.isNaN, !rule.isDeclared(c) {
          if index > step { continue }
          let none = try rule.run(c.replacing(step, place, by: 0))
          if none[index][place] != session.point[place] { continue }
        }
        if try rule.leavesOut(step, place, c, clean, at: index) { continue }
        if try rule.takesSign(step, place, c) { return .holds }
        return .violated(
          "a gradient of \(number) at step \(step + 1) leaves coordinate \(place) at "
            + "\(session.point[place]) after step \(index + 1)")
      }
    }
    return .holds
  }
}

extension RuleLaws {
  /// The non-finite number of P11 and its position, in a case with at least one step and coordinate.
  package static func poison(in c: RuleCase) -> (step: Int, place: Int, number: Double) {
    var choices = c.choices
    let (step, place) = (choices.index(below: c.steps), choices.index(below: c.count))
    return (step, place, choices.element(of: [Double.nan, .infinity, -.infinity]))
  }
}

extension RuleCase {
  /// The case with an infinite gradient entry replaced by the largest number with a finite square, up to a
  /// margin, or by 0.
  fileprivate func replacing(_ step: Int, _ place: Int, by infinity: Double) -> RuleCase {
    var copy = self
    let large = infinity.sign == .minus ? -largeGradient : largeGradient
    copy.gradients[step][place] = infinity == 0 ? 0 : large
    return copy
  }

  private var largeGradient: Double { precision == .float64 ? 0x1p400 : 0x1p50 }
}

extension RuleSubject {
  /// Whether a rule whose coordinates interact has skipped a step for the whole tensor. Such rules test
  /// whether a norm is larger than 0, and NaN is not.
  fileprivate func leavesOutTensor(
    of place: Int, _ c: RuleCase, _ before: [Double], _ after: [Double]
  ) -> Bool {
    guard !isDeclared(c), isWide(c), let range = c.ranges.first(where: { $0.contains(place) })
    else { return false }
    return range.allSatisfy { Comparison.same(before[$0], after[$0]) }
  }

  /// Whether a rule does not use an entry at this step for any value of it, because it chooses among
  /// coordinates, by their gradients or at random, or because it uses the entry later.
  fileprivate func leavesOut(
    _ step: Int, _ place: Int, _ c: RuleCase, _ clean: [[Double]], at index: Int
  ) throws -> Bool {
    guard !isDeclared(c) else { return false }
    let size = c.gradients[step][place]
    return try [0, 1, -1, -size, 2 * size].allSatisfy { number in
      var other = c
      other.gradients[step][place] = number
      return try run(other)[index][place] == clean[index][place]
    }
  }

  /// Whether a run ends in an error of the rule.
  fileprivate func raises(_ c: RuleCase) throws -> Bool {
    do { _ = try run(c) } catch let error as any ProcessLoss where !error.isProcessLost {
      return true
    }
    return false
  }

  /// Whether a rule uses only the sign of an entry, without declared traits or with a value that the entry
  /// changes too and that need not be finite. At the first step where the entry has an effect, eight values of
  /// it lead to at most three points under a sign, or four if the value decides, and to four under a limit.
  /// Later steps do not count, because the size determines how long a remembered sign lasts.
  fileprivate func takesSign(_ step: Int, _ place: Int, _ c: RuleCase) throws -> Bool {
    let isInformed = try optimizer(c) is Informed
    guard !isDeclared(c) || isInformed else { return false }
    let unit = c.precision == .float64 ? 1.0 : 0x1p-10
    let runs = try [0x1p-20, 1, 4, 0x1p40].flatMap { [$0, -$0] }.map { size in
      var other = c
      other.gradients[step][place] = size * unit
      return try run(other)
    }
    let counts = (step..<c.steps).lazy.map { index in Set(runs.map { $0[index][place] }).count }
    return counts.first { $0 > 1 }.map { $0 <= (isInformed ? 4 : 3) } ?? true
  }

  /// The coordinates that a gradient entry must not affect.
  fileprivate func spared(by place: Int, _ c: RuleCase, isEarlier: Bool) -> [Int] {
    let all = Array(0..<c.count)
    if isEarlier { return all }
    switch locality(c) {
    case .global: return []
    case .tensorWide:
      let own = c.ranges.first { $0.contains(place) } ?? 0..<0
      return all.filter { !own.contains($0) }
    case .coordinatewise, nil: return all.filter { $0 != place }
    }
  }
}
