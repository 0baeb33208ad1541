import Descent

extension RuleSubject {
  /// Whether changing a slot of the state before some step changes the end of the case or, for a rule without
  /// declared traits, of another witness.
  func isLive(_ slot: String, _ c: RuleCase) throws -> Bool {
    // The memory of a point has an effect only if the gradient varies with the point.
    let rule = onCurves
    for changes in [StateChange.reachable, StateChange.any] {
      if try rule.shows(slot, c, changes, settings: 100) { return true }
      if try rule.shows(slot, c.lasting, changes, settings: 40) { return true }
      if isDeclared(c) { continue }
      for other in c.otherWitnesses where try rule.shows(slot, other, changes, settings: 6) {
        return true
      }
    }
    return false
  }

  private func shows(
    _ slot: String, _ c: RuleCase, _ changes: StateChange, settings count: Int
  ) throws -> Bool {
    for settings in variants(c).prefix(count) {
      var variant = c
      variant.rule = settings
      let seen = try values(of: slot, variant)
      let end = try end(variant)
      let others = (1..<c.steps).filter { $0 != c.steps / 2 }
      for pause in [0, c.steps / 2] + others.prefix(12) {
        for change in changes.functions(seen)
        where try self.end(variant, pause, slot, change).map({
          !zip($0, end).allSatisfy(Comparison.same)
        }) ?? false {
          return true
        }
      }
    }
    return false
  }

  /// The smallest and the largest value of a slot in a run, if all values are integers; nil otherwise.
  private func values(of slot: String, _ c: RuleCase) throws -> ClosedRange<Double>? {
    var session = try Session(optimizer(c), c)
    let layout = session.stateLayout
    let buffer = layout.buffers.first { $0.slot.name == slot }?.range
    let scalar = layout.scalars.firstIndex { $0.name == slot }
    var (least, largest) = (Double.infinity, -Double.infinity)
    for step in 0...c.steps {
      let numbers =
        buffer.map { Array(session.buffers[$0]) } ?? scalar.map { [session.scalars[$0]] } ?? []
      guard numbers.allSatisfy({ $0 == $0.rounded() && $0.isFinite }) else { return nil }
      for number in numbers { (least, largest) = (min(least, number), max(largest, number)) }
      if step < c.steps { session.step(gradient: c.gradients[step]) }
    }
    return least <= largest ? least...largest : nil
  }
}

/// Ways to change the numbers of a slot.
private enum StateChange {
  /// Changes an integer, such as an index into a buffer, only within the range of values observed; changes
  /// other numbers arbitrarily.
  case reachable
  case any

  func functions(_ seen: ClosedRange<Double>?) -> [@Sendable (Double) -> Double] {
    let anyhow: [@Sendable (Double) -> Double] = [{ 2 * $0 + 0.5 }, { _ in 0 }, { $0 + 1 }]
    switch (self, seen) {
    case (.reachable, nil): return anyhow
    case (.reachable, let seen?):
      return [
        { _ in seen.lowerBound }, { _ in seen.upperBound }, { min($0 + 1, seen.upperBound) },
        { max($0 - 1, seen.lowerBound) },
      ]
    // Also go beyond any threshold that the number is compared with.
    case (.any, nil): return [{ $0 + 1000 }]
    case (.any, _?): return anyhow + [{ $0 + 1000 }]
    }
  }
}
