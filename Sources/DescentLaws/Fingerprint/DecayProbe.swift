import Descent

extension Workshop {
  /// A strength with a visible effect.
  static var probeValue: Double { 0.25 }

  /// The hyperparameters that act as weight decay: under a zero gradient, a fresh rule keeps the point where
  /// such a parameter is 0 and moves it where it is positive.
  func decays(_ history: History) throws -> [DecayEffect] {
    let zero = Array(repeating: 0.0, count: history.layout.count)
    var still = history
    (still.gradients, still.rates) = ([zero], [History.rate])
    // Two simultaneous decays would hide each other. A hyperparameter that is 0 by default and does not move
    // a point at rest when it is positive, such as momentum, is not a decay.
    let plain = Workshop(subject, nil)
    let resting = try? plain.rule().points(still).rows[0]
    let others = numbers.filter { Double($0.standard) == 0 }.map(\.key).filter { key in
      (try? plain.rule([key: Self.probeValue]).points(still).rows[0]) != resting
    }
    return try numbers.compactMap { domain in
      let key = domain.key
      guard accepts(key, 0), accepts(key, Self.probeValue) else { return nil }
      var changes = others.reduce(into: [:]) { $0[$1] = 0.0 }
      changes[key] = 0
      guard let without = try? rule(changes) else { return nil }
      changes[key] = Self.probeValue
      guard let with = try? rule(changes) else { return nil }
      let isDeclared = domain.kind == .weightDecay
      let (x, y) = (try without.points(still).rows[0], try with.points(still).rows[0])
      guard x == still.start else { return nil }
      if y == still.start {
        guard isDeclared else { return nil }
        let isDead = Agreement.isExact(
          try without.points(history).rows, try with.points(history).rows)
        return try effect(key, isDead ? .dead : .gradient, without, with, history)
      }
      return try effect(key, Self.kind(still.start, y), without, with, history)
    }
  }

  private static func kind(_ start: [Double], _ end: [Double]) -> DecayEffect.Kind {
    let strength = probeValue
    if Agreement.holds(end, start.map { $0 * (1 - History.rate * strength) }) { return .timesRate }
    if Agreement.holds(end, start.map { $0 * (1 - strength) }) { return .plain }
    return .gradient
  }

  private func effect(
    _ key: String, _ kind: DecayEffect.Kind, _ without: ProbedRule, _ with: ProbedRule,
    _ history: History
  ) throws -> DecayEffect {
    let strength = Self.probeValue
    let found = try with.points(history).rows
    let before = [history.start] + found.dropLast()
    // Run the rule without decay from each point of the run with decay:
    let added = history.mapGradients { step, g in
      zip(g, before[step]).map { $0 + strength * $1 }
    }
    let coupled = try without.track(added, from: before)
    let beside = zip(try without.track(history, from: before), before).map { row, x in
      zip(row, x).map { $0 - History.rate * strength * $1 }
    }
    return DecayEffect(
      key: key, kind: kind, isCoupled: kind != .dead && Agreement.holds(coupled, found),
      isDecoupled: kind != .dead && Agreement.holds(beside, found))
  }
}
