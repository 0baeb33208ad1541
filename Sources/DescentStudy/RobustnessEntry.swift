import Descent

/// What one optimizer achieved on one changed form of a problem.
package struct RobustnessEntry: Sendable {
  package let feature: Feature
  /// The optimizer with the settings that it has on every feature.
  package let rule: Specification
  /// Whether its rate is a pilot's choice.
  package let isTuned: Bool
  /// A run for each seed; empty if the rule was refused.
  package let entries: [RaceEntry]
  /// Why there are no runs.
  package let refusal: String?
  /// The median on the plain problem; nil if there is none.
  package let plainGap: Double?
  /// Whether the rule says that the feature is nothing to it, and whether its runs show that.
  package let isInvariant: Bool?

  init(
    feature: Feature, rule: Specification, isTuned: Bool, entries: [RaceEntry], refusal: String?,
    plain: [RaceEntry], claim: Double?
  ) {
    self.feature = feature
    self.rule = rule
    self.isTuned = isTuned
    self.entries = entries
    self.refusal = refusal
    plainGap = Self.median(plain.map(\.rank))
    isInvariant = claim.flatMap { factor in
      zip(entries, plain.isEmpty ? [] : entries.indices.map { plain[min($0, plain.count - 1)] })
        .allSatisfy { Self.isSame($0, $1, factor: factor) }
    }
  }

  /// The final gap of each run, infinite for one that diverged.
  package var gaps: [Double] { entries.map(\.rank) }
  /// The median, the smallest and the largest of them; nil if there are none.
  package var median: Double? { Self.median(gaps) }
  package var smallest: Double? { gaps.min() }
  package var largest: Double? { gaps.max() }

  /// The median as a multiple of that on the plain problem; nil where a multiple says nothing.
  package var ratio: Double? {
    guard let median, let plainGap, median.isFinite, plainGap > 0, plainGap.isFinite else {
      return nil
    }
    return median / plainGap
  }

  /// Whether the runs' first losses are the plain one's times a factor: rounding alone does not part runs
  /// by a millionth of the start's gap within so few steps.
  private static func isSame(_ entry: RaceEntry, _ plain: RaceEntry, factor: Double) -> Bool {
    let steps = 10
    let scale = 1e-6 * factor * abs(plain.gapCurve.first?.y ?? 0)
    return zip(entry.gapCurve.prefix(steps), plain.gapCurve.prefix(steps)).allSatisfy {
      abs($0.y - factor * $1.y) <= scale
    }
  }

  /// The middle one, or the mean of the two in the middle.
  private static func median(_ numbers: [Double]) -> Double? {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return nil }
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low == high ? low : low + (high - low) / 2
  }
}
