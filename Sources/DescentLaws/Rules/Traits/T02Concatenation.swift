import Descent

extension RuleLaws {
  /// T2: tensors of a, b, … coordinates evolve like one tensor of a + b + … coordinates, bit for bit.
  static let concatenation = RuleLaw(
    LawCard(
      "T2", "concatenation", "several tensors evolve as one tensor of all their coordinates",
      needs: "locality coordinatewise",
      catches: "ends of vector blocks, empty tensors, counters and rates of the wrong tensor",
      knownBugs: [
        "pytorch/pytorch #191763: fused SGD in half precision skips every full SIMD block",
        "hpcaitech/ColossalAI #633: the first extent taken for the element count",
      ]),
    options: .locality
  ) { rule, c in
    if let reason = try rule.whyNotByCoordinate(c) { return .inapplicable(reason) }
    let c = rule.withoutUndeclaredShapes(c)
    return Comparison.exact(
      try rule.run(c.joined), try rule.run(c), "tensors \(c.sizes) are not as one of \(c.count)")
  }
}
