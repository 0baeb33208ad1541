import Descent

extension ProbedRule {
  /// Whether coordinates take turns, as in cyclic descent: each makes the moves that it makes alone, in
  /// other steps. What is skipped, done twice or done with another's gradient makes other moves.
  func takesTurns(_ draw: inout Draw) throws -> Bool {
    let gradient = (0..<6).map { _ in draw.normal() }
    func steady(_ gradient: [Double]) -> History {
      History(
        .vector(gradient.count), start: gradient.map { _ in 0 },
        // A whole number of periods of up to eight steps.
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
  /// Why a rule is not held to what each coordinate does by itself; nil if it is.
  func whyNotByCoordinate(_ c: RuleCase) throws -> String? {
    guard try traits(c).locality == .coordinatewise else {
      return "the rule is not declared coordinatewise"
    }
    return takesTurns && !isDeclared(c) ? "its coordinates move in turns" : nil
  }
}
