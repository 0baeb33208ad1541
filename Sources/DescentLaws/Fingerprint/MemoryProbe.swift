import Descent

extension Probe {
  /// Zero gradients in front of the run must only delay it; from x = 0 too, where rules that look at
  /// the size of the parameters take another branch.
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

  /// The last move, with the gradients before it in other orders. They are of one size, so that no
  /// single one decides the sign of a sum.
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
    // The last gradient is kept and everything before it is another's.
    var forgetful = other.starting(at: history.start)
    forgetful.gradients = other.gradients.dropLast() + history.gradients.suffix(1)
    if Agreement.holds(try last(history), try last(forgetful)) { return .init(kind: .none) }
    var ended = history
    ended.gradients.append(Array(repeating: 0, count: history.layout.count))
    ended.rates.append(History.rate)
    if try last(ended).allSatisfy({ $0 == 0 }) { return .init(kind: .scaleOnly) }
    return .init(kind: .momentum, ratio: try ratio())
  }

  /// The factor from each move to the next after one gradient and then none, if it is one factor.
  private func ratio() throws -> Double? {
    let moves = try rule.moves(.scalar([1, 0, 0, 0, 0])).map { $0[0] }
    let ratios = (2..<moves.count).map { moves[$0] / moves[$0 - 1] }
    guard ratios.allSatisfy({ $0.isFinite && abs($0 - ratios[0]) <= Agreement.tolerance }),
      // A sign that lasts is no decaying memory.
      abs(ratios[0]) < 1
    else { return nil }
    return ratios[0]
  }

  /// The move of step 6 over that of step 1 under a constant gradient.
  func transient() throws -> Fingerprint.Transient {
    let moves = try rule.moves(.scalar(Array(repeating: Self.constant, count: 6))).map { $0[0] }
    return Fingerprint.transient { moves[$0 - 1] }
  }

  /// Near 1, and not 1: powers of 1 are all the same.
  static var constant: Double { 1.0625 }

  /// Multiplies the rate of one step by 4.
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
