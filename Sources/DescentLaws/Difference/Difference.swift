import Descent

/// Whether two rules, or two schedules, are the same, as far as random cases show.
package struct Difference: Sendable {
  package enum Outcome: Sendable {
    /// Every number of every case is the same.
    case identical
    /// Equal but for rounding.
    /// - Parameter ulps: the largest distance, in units of the last place of the largest number that
    ///   the coordinate met; of schedules, of the larger of the factor and 1.
    case rounding(ulps: Double)
    /// The smallest case found where they differ, with the first one's value as the expected number.
    case parts(Counterexample)
    /// No case could be compared, and why.
    case incomparable(String)
  }

  /// One row of the two fingerprints side by side.
  package struct Row: Sendable, Hashable {
    package let label: String
    package let first: String
    package let second: String
    package var differs: Bool { first != second }
  }

  /// The names of the two.
  package let first: String
  package let second: String
  package let outcome: Outcome
  /// The number of cases that both ran.
  package let cases: Int
  /// The fingerprints at the first rule's defaults, with settings that only one of the rules has held fixed;
  /// empty if one of them could not be taken, and for schedules.
  package let rows: [Row]
  /// The keys that both have and that were set to the same values; all others stayed at their defaults.
  package let shared: [String]

  /// Whether the two are the same according to the cases *and* the fingerprints; also false if nothing
  /// could be compared.
  package var isEqual: Bool {
    switch outcome {
    case .identical, .rounding: !rows.contains(where: \.differs)
    case .parts, .incomparable: false
    }
  }
}

/// Compares two rules on the same cases: hyperparameters with the same name get the same values, drawn again
/// for each case, and the others keep their defaults.
/// - Parameter cases: the number of cases.
package func difference(
  of a: RuleSubject, and b: RuleSubject, cases: Int, seed: UInt64
) -> Difference {
  let pair = RulePair(a, b)
  let farthest = Farthest()
  func search(tolerating: Bool) -> (parting: Counterexample?, applied: Int, reason: String) {
    var (applied, reason) = (0, "no cases")
    for regime in DifferenceRegime.allCases {
      let report = pair.law(regime, tolerating: tolerating, farthest).search(
        pair.subject, cases: regime.cases(of: cases), seed: seed, climbs: false)
      applied += report.applied
      if let parting = report.counterexample { return (parting, applied, reason) }
      if case .inapplicable(let why) = report.outcome, regime == .usual { reason = why }
    }
    return (nil, applied, reason)
  }
  func outcome() -> (Difference.Outcome, applied: Int) {
    let identity = search(tolerating: false)
    guard identity.parting != nil else {
      return (identity.applied > 0 ? .identical : .incomparable(identity.reason), identity.applied)
    }
    farthest.reset()
    let closeness = search(tolerating: true)
    return (
      closeness.parting.map { .parts($0) } ?? .rounding(ulps: farthest.ulps), closeness.applied
    )
  }
  let (outcome, applied) = outcome()
  return Difference(
    first: a.name, second: b.name, outcome: outcome, cases: applied, rows: pair.rows(seed: seed),
    shared: pair.subject.domains.map(\.key))
}
