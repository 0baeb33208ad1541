import Descent

extension RuleLaws {
  /// P5: each tensor evolves as if it were alone: `run([a, b])ₐ = run([a])`, bit for bit.
  ///
  /// A rule that is declared global (such as one with a clipped norm) is exempt. If it is only found to be
  /// global, its tensors must not interact only where they have the same shape.
  static let tensorIndependence = RuleLaw(
    LawCard(
      "P5", "tensor independence", "each tensor evolves as if it were alone",
      catches: "counters advanced once a tensor, rates and buffers shared between tensors",
      knownBugs: [
        "flashlight #143: one counter, incremented once per parameter",
        "huggingface/transformers #9751: each tensor's rate depends on the one before",
      ]),
    options: .exact
  ) { rule, c in
    if (try? rule.traits(c).locality) == .global {
      if !rule.isDeclared(c), try mixesAlike(rule, c) {
        return .violated(
          "two tensors of one shape act on each other, and the same numbers in two shapes do not")
      }
      return .inapplicable("the rule is global: tensors depend on each other")
    }
    let together = try rule.run(c)
    for (tensor, range) in c.ranges.enumerated() {
      let alone = try rule.run(c.keeping(tensors: tensor..<(tensor + 1)))
      let verdict = Comparison.exact(
        alone, together.map { Array($0[range]) }, "tensor \(tensor) is not as it is alone")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }

  /// Whether two vectors of one size interact, although a vector and a matrix of as many numbers do not, and
  /// the matrix alone moves as the vector does.
  private static func mixesAlike(_ rule: RuleSubject, _ c: RuleCase) throws -> Bool {
    guard c.count > 0, c.steps > 1 else { return false }
    let both = c.selecting((0..<12).map { $0 % c.count }).mapGradients { step, i, g in
      c.precision.rounded(g + Double((5 * i + 3 * step) % 7) - 3)
    }
    func run(_ places: Range<Int>, _ shapes: [[Int]]) throws -> [[Double]] {
      var part = both.selecting(Array(places))
      part.shapes = shapes
      return try rule.run(part)
    }
    let (vector, matrix) = (try run(6..<12, [[6]]), try run(6..<12, [[2, 3]]))
    let apart = zip(try run(0..<6, [[6]]), vector).map { $0 + $1 }
    let (alike, unlike) = (try run(0..<12, [[6], [6]]), try run(0..<12, [[6], [2, 3]]))
    return !Comparison.exact(vector, matrix, "").isViolation
      && !Comparison.exact(apart, unlike, "").isViolation
      && Comparison.exact(apart, alike, "").isViolation
  }
}
