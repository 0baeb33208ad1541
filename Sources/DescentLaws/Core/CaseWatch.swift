/// Receives each case before a law judges it. A supervisor in another process uses this to know the case if
/// judging it never returns.
package struct CaseWatch: Sendable {
  /// The watch of the current search. It is a struct because Swift 6.3.1 miscompiles a task-local closure so
  /// that it crashes.
  @TaskLocal package static var current: CaseWatch?

  /// Takes the case in the format of `--replay`, and its number if it was drawn (nil during shrinking and for
  /// a given case).
  package let announce: @Sendable (_ replayText: String, _ index: Int?) -> Void

  package init(_ announce: @escaping @Sendable (_ replayText: String, _ index: Int?) -> Void) {
    self.announce = announce
  }
}

extension LawReport {
  /// The report on a law whose evaluation did not finish.
  /// - Parameters:
  ///   - reason: what happened.
  ///   - replayText: the last case announced; nil if none was.
  ///   - index: its number, or the number of the case that it was shrunk from.
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

  /// The report on a law that was not evaluated.
  package static func passedOver(_ law: LawCard, subject: String, reason: String) -> LawReport {
    LawReport(
      law: law, subject: subject, outcome: .inapplicable(reason), cases: 0, applied: 0,
      skipReason: reason)
  }
}
