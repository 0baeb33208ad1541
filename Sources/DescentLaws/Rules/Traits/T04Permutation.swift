import Descent

extension RuleLaws {
  /// T4: `run(πx, πg) = π run(x, g)` for a permutation π of all coordinates, bit for bit. If the traits are
  /// not declared, π permutes only within each tensor, because shapes may matter.
  static let permutation = RuleLaw(
    LawCard(
      "T4", "permutation", "permuting the coordinates permutes the result",
      needs: "locality coordinatewise",
      catches: "dependence on the place: first or last elements, neighbours, the tensor's number",
      knownBugs: ["cbovar/ConvNetSharp #29: one index in the place of another"]),
    options: .locality
  ) { rule, c in
    if let reason = try rule.whyNotByCoordinate(c) { return .inapplicable(reason) }
    let staysInTensors = !rule.isDeclared(c) && c.shapes.contains { $0.count > 1 }
    let order =
      staysInTensors
      ? c.ranges.flatMap { range in
        c.choices.permutation(of: range.count).map { range.lowerBound + $0 }
      } : c.choices.permutation(of: c.count)
    var permuted = c.selecting(order)
    permuted.shapes = c.shapes
    let expected = try rule.run(c).map { x in order.map { x[$0] } }
    return Comparison.exact(expected, try rule.run(permuted), "after a permutation")
  }
}

extension Draw {
  /// The integers in `0..<count` in random order.
  func permutation(of count: Int) -> [Int] {
    var draw = self
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, draw.index(below: i + 1))
    }
    return order
  }
}
