import Descent
import Synchronization

/// Two schedules as one subject: its hyperparameters are those that both have and that neither holds.
struct SchedulePair {
  let subject: ScheduleSubject
  private let (a, b): (ScheduleSubject, ScheduleSubject)

  init(_ a: ScheduleSubject, _ b: ScheduleSubject) {
    (self.a, self.b) = (a, b)
    let free = b.domains.filter { !$0.isHeld }.map(\.key)
    subject = a.restricted { !$0.isHeld && free.contains($0.key) }
  }

  /// The law that both have the same factors but for rounding.
  /// - Parameter compared: takes each comparison that the law makes.
  func law(compared: @escaping @Sendable (ScheduleComparison) -> Void) -> ScheduleLaw {
    let card = LawCard(
      "same as " + b.name, "same schedule", "both schedules have the same factors",
      catches: "differences")
    return ScheduleLaw(card) { [a, b] _, c in
      let comparison = try ScheduleComparison(
        { try a.make(a.completed(c.schedule)) }, { try b.make(b.completed(c.schedule)) })
      compared(comparison)
      return comparison.verdict
    }
  }
}

/// Compares two schedules on the same cases: hyperparameters of the same name get the same values, drawn
/// anew for each case, and the others stay at their defaults.
/// - Parameter cases: the number of cases.
package func difference(
  of a: ScheduleSubject, and b: ScheduleSubject, cases: Int, seed: UInt64
) -> Difference {
  let pair = SchedulePair(a, b)
  let farthest = Mutex(0.0)
  let law = pair.law { comparison in farthest.withLock { $0 = max($0, comparison.ulps) } }
  let report = law.search(pair.subject, cases: cases, seed: seed, climbs: false)
  let ulps = farthest.withLock(\.self)
  let outcome: Difference.Outcome
  if let found = report.counterexample {
    outcome = .parts(found)
  } else if case .inapplicable(let reason) = report.outcome {
    outcome = .incomparable(reason)
  } else {
    outcome = ulps == 0 ? .identical : .rounding(ulps: ulps)
  }
  return Difference(
    first: a.name, second: b.name, outcome: outcome, cases: report.applied, rows: [],
    shared: pair.subject.domains.map(\.key))
}
