extension RuleLaws {
  /// P5: each tensor evolves as if it were alone: `run([a, b])ₐ = run([a])`, bit for bit.
  ///
  /// A rule that is declared global (such as one with a clipped norm) is exempt.
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
}
