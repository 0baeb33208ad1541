extension AccumulationLaws {
  /// `acc/merge_invariance`: merging two neighbouring micro-batches into one, with their combined weight and
  /// their weighted mean gradient, does not change the update (up to the rounding of the sum).
  static let mergeInvariance = AccumulationLaw(
    LawCard(
      "acc/merge_invariance", "merge invariance",
      "how a window is cut into micro-batches does not matter",
      catches: "means of means with micro-batches of unequal sizes",
      knownBugs: ["huggingface/transformers #34191: means of means"]), options: .atLeast(2)
  ) { accumulation, c in
    let steps = c.gradients.count
    guard steps > 1 else { return .skipped("one micro-batch has no neighbour") }
    let place = c.aux % (steps - 1)
    var merged = c
    merged.gradients[place] = c.mean(place..<(place + 2)).mean.map(c.precision.rounded)
    merged.weights[place] += c.weights[place + 1]
    merged.gradients.remove(at: place + 1)
    merged.weights.remove(at: place + 1)
    guard let whole = try accumulation.means(c, steps: steps).last,
      let other = try accumulation.means(merged, steps: steps - 1).last
    else { return .violated("no update at the end of a window") }
    let size = c.mean(0..<steps).size
    let tolerance = 16 * c.precision.roundoff * Double(steps + 4)
    return Comparison.compare([whole], [other], "micro-batches \(place) and \(place + 1) merged") {
      _, i, _ in tolerance * size[i] + (c.precision == .float64 ? 0x1p-1070 : 0x1p-145)
    }
  }
}
