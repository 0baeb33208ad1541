extension AccumulationLaws {
  /// `acc/full_batch`: k calls make one update, at the last call, with Σ wᵢ gᵢ / Σ wᵢ, the gradient of the
  /// window as one batch. The tolerance is 8u (k + 4) Σ wᵢ |gᵢ| / Σ wᵢ; it does not shrink where the sum
  /// cancels.
  static let fullBatch = AccumulationLaw(
    LawCard(
      "acc/full_batch", "full batch", "k micro-batches act as the one batch that they make up",
      catches: "the mean of means, a sum that is not divided, an update too early or too late",
      knownBugs: [
        "huggingface/transformers #34191: means of means",
        "OpenNMT-py #526: not divided at all",
      ])
  ) { accumulation, c in
    let steps = c.gradients.count
    let calls = try accumulation.calls(c, steps: steps)
    if let early = calls.dropLast().firstIndex(where: { $0.mean != nil }) {
      return .violated("an update at micro-batch \(early + 1) of \(steps)")
    }
    guard let mean = calls.last?.mean else { return .violated("no update after \(steps)") }
    return c.verdict(mean, 0..<steps, "the mean of \(steps)")
  }
}
