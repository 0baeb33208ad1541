import Descent
import DescentLaws

/// A counterexample as a few lines of plain Python that run without Descent, for a bug report.
package struct ForeignScript {
  package let text: String

  /// - Parameters:
  ///   - typed: the typed settings, in addition to those of the case.
  /// - Returns: nil if the rule does not use PyTorch, or there is no case.
  package init?(
    _ report: LawReport, of rule: ForeignOptimizer, typed: [(key: String, text: String)]
  ) {
    guard let counterexample = report.counterexample, !counterexample.replayText.isEmpty,
      let c = try? RuleCase(replay: counterexample.replayText),
      rule.host.handshake.library.contains("torch")
    else { return nil }
    let writer = ScriptWriter(
      rule: rule, c: c, law: report.law.id, typed: typed, violation: counterexample.violation)
    text = writer.lines.joined(separator: "\n") + "\n"
  }
}
