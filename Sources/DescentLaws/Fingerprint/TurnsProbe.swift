import Descent

extension ProbedRule {
  /// Whether coordinates take turns, as in cyclic descent: each makes the same moves as it makes alone, but
  /// in other steps. If a move is skipped, repeated or made with another coordinate's gradient, the moves
  /// differ.
  func takesTurns(_ draw: inout Draw) throws -> Bool {
    let gradient = (0..<6).map { _ in draw.normal() }
    func steady(_ gradient: [Double]) -> History {
      History(
        .vector(gradient.count), start: gradient.map { _ in 0 },
        // 840 is a multiple of all periods of up to eight steps.
        gradients: Array(repeating: gradient, count: 840))
    }
    let together = try moves(steady(gradient))
    var differs = false
    for j in gradient.indices {
      let (own, alone) = (together.map { $0[j] }, try moves(steady([gradient[j]])).map { $0[0] })
      guard own.sorted() == alone.sorted() else { return false }
      differs = differs || own != alone
    }
    return differs
  }
}

extension RuleSubject {
  /// The reason why the rule's coordinates cannot be compared with runs of a single coordinate; nil if they
  /// can.
  func whyNotByCoordinate(_ c: RuleCase) throws -> String? {
    guard try traits(c).locality == .coordinatewise else {
      return "the rule is not declared coordinatewise"
    }
    return takesTurns && !isDeclared(c) ? "its coordinates move in turns" : nil
  }
}
