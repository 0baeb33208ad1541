extension AccumulationLaws {
  /// `acc/pure`: the caller's gradients are not changed, and the same calls give the same updates.
  static let pure = AccumulationLaw(
    LawCard(
      "acc/pure", "pure", "gradients are left alone, and nothing outlives a run",
      catches: "accumulation in the caller's gradient, sums shared between optimizers")
  ) { accumulation, c in
    let steps = max(1, c.gradients.count - 1)
    let calls = try accumulation.calls(c, steps: steps)
    let callers = Comparison.exact(c.gradients, calls.map(\.caller), "the caller's gradient")
    if callers.isViolation { return callers }
    return Comparison.exact(
      calls.compactMap(\.mean), try accumulation.means(c, steps: steps), "the same calls again")
  }
}
