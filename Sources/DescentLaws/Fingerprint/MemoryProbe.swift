import Descent

extension Probe {
  /// Whether zero gradients before the run only delay it. This is also tested from x = 0, where rules that
  /// use the size of the parameters take another branch.
  func isTimeInvariant() throws -> Bool {
    let zero = Array(repeating: 0.0, count: history.layout.count)
    let atZero = History(history.layout, start: zero, gradients: history.gradients)
    return try isTimeInvariant(history) && isTimeInvariant(atZero)
  }

  private func isTimeInvariant(_ history: History) throws -> Bool {
    let plain = try rule.moves(history)
    return try [1, 3].allSatisfy { count in
      let zero = Array(repeating: 0.0, count: history.layout.count)
      let late = History(
        history.layout, start: history.start,
        gradients: Array(repeating: zero, count: count) + history.gradients)
      let moves = try rule.moves(late)
      let isStill = moves.prefix(count).allSatisfy { $0.allSatisfy { $0 == 0 } }
      return isStill && Agreement.holds(plain, Array(moves.dropFirst(count)))
    }
  }

  /// Whether the last move is the same for other orders of the gradients before it. They have the same size,
  /// so that no single gradient decides the sign of a sum.
  func isOrderFree() throws -> Bool {
    let last = history.gradients.suffix(1)
    let even = history.mapGradients { step, g in
      let size = Agreement.size(g)
      return g.map { step == history.gradients.count - 1 || size == 0 ? $0 : $0 / size }
    }
    return try [history, even].allSatisfy { base in
      let earlier = Array(base.gradients.dropLast())
      let orders = [earlier.reversed(), Array(earlier.dropFirst(2) + earlier.prefix(2))]
      return try orders.allSatisfy { order in
        var other = base
        other.gradients = order + last
        return Agreement.holds(try self.last(base), try self.last(other))
      }
    }
  }

  private func last(_ history: History) throws -> [Double] { try rule.moves(history).last ?? [] }

  func memory() throws -> Fingerprint.Memory {
    // Keep the last gradient and replace everything before it.
    var forgetful = other.starting(at: history.start)
    forgetful.gradients = other.gradients.dropLast() + history.gradients.suffix(1)
    if Agreement.holds(try last(history), try last(forgetful)) { return .init(kind: .none) }
    var ended = history
    ended.gradients.append(Array(repeating: 0, count: history.layout.count))
    ended.rates.append(History.rate)
    if try last(ended).allSatisfy({ $0 == 0 }) { return .init(kind: .scaleOnly) }
    return .init(kind: .momentum, ratio: try ratio())
  }

  /// The constant ratio of successive moves after one gradient followed by zeros; nil if the ratio varies.
  private func ratio() throws -> Double? {
    let moves = try rule.moves(.scalar([1, 0, 0, 0, 0])).map { $0[0] }
    let ratios = (2..<moves.count).map { moves[$0] / moves[$0 - 1] }
    guard ratios.allSatisfy({ $0.isFinite && abs($0 - ratios[0]) <= Agreement.tolerance }),
      // A ratio of magnitude 1, such as a sign that persists, is not decaying memory.
      abs(ratios[0]) < 1
    else { return nil }
    return ratios[0]
  }

  /// The ratio of the move of step 6 to the move of step 1 under a constant gradient.
  func transient() throws -> Fingerprint.Transient {
    let moves = try rule.moves(.scalar(Array(repeating: Self.constant, count: 6))).map { $0[0] }
    return Fingerprint.transient { moves[$0 - 1] }
  }

  /// Close to 1 but not 1, because all powers of 1 are equal.
  static var constant: Double { 1.0625 }

  /// The effect of multiplying the rate of one step by 4.
  func rateEffect() throws -> Fingerprint.RateEffect {
    let step = 2
    var raised = history
    raised.rates[step] *= 4
    var plain = try rule.moves(history)
    var moves = try rule.moves(raised)
    let isLinear = Agreement.holds(plain[step].map { 4 * $0 }, moves[step])
    plain.remove(at: step)
    moves.remove(at: step)
    guard Agreement.holds(plain, moves) else { return .leaks }
    return isLinear ? .linear : .local
  }
}

extension Fingerprint {
  /// The transient of the moves of steps 1 to 6.
  static func transient(_ move: (Int) -> Double) -> Transient {
    let ratios = (1...6).map { move($0) / move(1) }
    guard ratios.allSatisfy(\.isFinite) else { return .unmeasured }
    let isFlat = ratios.allSatisfy { abs($0 - 1) <= Agreement.tolerance }
    return isFlat ? .flat : .factor(ratios[5])
  }
}

extension Fingerprint.Transient {
  func agrees(with other: Self) -> Bool {
    switch (self, other) {
    case (.factor(let a), .factor(let b)): abs(a - b) <= Agreement.tolerance * max(1, abs(a))
    default: self == other
    }
  }
}
