import Descent

extension RuleLaws {
  /// T3: a large tensor evolves like the same numbers in 13 pieces of random sizes, bit for bit.
  static let largeSizes = RuleLaw(
    LawCard(
      "T3", "large sizes", "a large tensor evolves as its pieces do",
      needs: "locality coordinatewise",
      catches: "blocks, chunks and launch limits: elements skipped, done twice or done wrongly",
      knownBugs: [
        "pytorch/pytorch #191763: fused SGD in half precision skips every full SIMD block",
        "deepspeedai/DeepSpeed #503: CPU Adam wrong for several sizes",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.trustsFindings = true
      $0.sizes = .large
      $0.steps = 1...4
      // Use distinct numbers, so that swapped elements are detected.
      $0.profiles = [.normal, .heavyTail, .logUniform, .mixedScale]
    }
  ) { rule, c in
    if let reason = try rule.whyNotByCoordinate(c) { return .inapplicable(reason) }
    let c = rule.withoutUndeclaredShapes(c)
    var choices = c.choices
    let cuts = ([0, c.count] + (0..<12).map { _ in choices.index(below: c.count + 1) }).sorted()
    var pieces = c.joined
    pieces.shapes = zip(cuts.dropFirst(), cuts).map { [$0 - $1] }
    return Comparison.exact(
      try rule.run(pieces), try rule.run(c), "\(c.count) coordinates are not as in 13 pieces")
  }
}
