/// What receives each case before a law judges it: a supervisor in another process, which must know
/// the case if judging it never comes back.
package struct CaseWatch: Sendable {
  /// The watch of the search under way. The value is a struct because Swift 6.3.1 optimises a
  /// task-local closure into a crash.
  @TaskLocal package static var current: CaseWatch?

  /// Takes the case as `--replay` reads it, and its number if it was drawn (nil while shrinking, and
  /// for a case that was given).
  package let announce: @Sendable (_ replayText: String, _ index: Int?) -> Void

  package init(_ announce: @escaping @Sendable (_ replayText: String, _ index: Int?) -> Void) {
    self.announce = announce
  }
}

extension LawReport {
  /// The report on a law whose judging did not come to an end.
  /// - Parameters:
  ///   - reason: what happened.
  ///   - replayText: the last case announced; nil if none was.
  ///   - index: its number, or that of the case it was shrunk from.
  ///   - evaluations: how many cases shrinking had evaluated.
  package static func interrupted(
    _ law: LawCard, subject: String, reason: String, replayText: String?, index: Int?,
    evaluations: Int, seed: UInt64
  ) -> LawReport {
    let text = replayText ?? "none: it did not come to a case"
    let counterexample = Counterexample(
      violation: Violation(reason), text: text.replacing(" | ", with: "\n"),
      replayText: replayText ?? "", seed: seed, index: index, evaluations: evaluations)
    let cases = (index ?? 0) + 1
    return LawReport(
      law: law, subject: subject, outcome: .failed(counterexample), cases: cases, applied: cases,
      skipReason: nil)
  }

  /// The report on a law that was not judged at all.
  package static func passedOver(_ law: LawCard, subject: String, reason: String) -> LawReport {
    LawReport(
      law: law, subject: subject, outcome: .inapplicable(reason), cases: 0, applied: 0,
      skipReason: reason)
  }
}
