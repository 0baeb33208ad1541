extension AveragingLaws {
  /// `ema/value`: a copy of a running average is independent of the original and of other copies.
  static let value = AveragingLaw(
    LawCard(
      "ema/value", "value semantics", "a copy of an average is not changed by the original",
      catches: "shared storage, state outside the average")
  ) { averaging, c in
    let expected = try averaging.run(c)
    var original = try averaging.make(c)
    for step in c.values.indices {
      var copy = original
      copy.update(with: c.values[step].map { -2 * $0 + 1 })
      original.update(with: c.values[step])
      let verdict = Comparison.exact(
        expected[step], original.average, "after a copy took in another value at \(step + 1)")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
