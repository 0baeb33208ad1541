import Descent

extension Battery {
  /// The battery with some laws excepted for one run. A case that breaks an excepted law is not a failure,
  /// and neither is an exception that turns out to be unnecessary.
  package func excepting(_ exceptions: [Exemption]) -> Battery {
    var battery = self
    battery.exceptions += exceptions
    return battery
  }

  /// The exemptions from a law: the exceptions of this run, then those of the subject's author.
  func spared(_ id: String) -> [Exemption] {
    (exceptions + exemptions).filter { $0.law.lowercased() == id.lowercased() }
  }

  /// The first mistake in the exemptions as their author wrote them; nil if there is none.
  package var mistakenExemption: String? {
    exemptions.lazy.compactMap {
      $0.mistake(laws: laws.map(\.id), keys: keys)
    }.first
  }

  /// The report on the exemptions themselves: each must name an existing law, existing settings, a reason and
  /// a reference. Nil if all of them do.
  package var reportOnExemptions: LawReport? {
    guard let mistake = mistakenExemption else { return nil }
    let law = LawCard(
      "exempt", "exemptions",
      "each exemption names a law and settings that there are, a reason and a reference",
      needs: "exemptions", catches: "exemptions of nothing")
    let found = Counterexample(
      violation: Violation(mistake), text: "none: it is a matter of the file", replayText: "",
      seed: 0, index: nil, evaluations: 0)
    return LawReport(
      law: law, subject: name, outcome: .failed(found), cases: 0, applied: 0, skipReason: nil)
  }

  /// Runs one law, first on the stored cases that broke it before, then on random cases.
  /// - Parameter store: where counterexamples are kept between runs; nil to keep none.
  /// - Precondition: `law` is an index of ``laws``.
  package func report(
    law: Int, cases: Int, seed: UInt64, shrinks: Bool = true, store: CaseStore? = nil
  ) -> LawReport {
    let key = store.map { _ in CaseStore.Key(kind: kind, subject: keptAs, law: laws[law].id) }
    if let store, let key, let report = kept(law: law, key, in: store) { return report }
    let report = searched(law: law, cases: cases, seed: seed, shrinks: shrinks)
    if let store, let key, case .failed(let found) = report.outcome {
      store.keep(found, under: key)
    }
    return report
  }

  /// The report on the first case that broke the law before and still does.
  private func kept(law: Int, _ key: CaseStore.Key, in store: CaseStore) -> LawReport? {
    for kept in store.cases(under: key) {
      guard
        let report = try? replay(
          law: law, kept.replayText, seed: kept.seed, index: kept.index),
        case .failed(let found) = report.outcome
      else { continue }
      let counterexample = Counterexample(
        violation: found.violation, text: found.text, replayText: found.replayText,
        seed: kept.seed, index: kept.index, evaluations: kept.evaluations)
      return LawReport(
        law: report.law, subject: name, outcome: .failed(counterexample),
        cases: (kept.index ?? 0) + 1, applied: 1, skipReason: nil)
    }
    return nil
  }

  private func searched(law: Int, cases: Int, seed: UInt64, shrinks: Bool) -> LawReport {
    let spared = spared(laws[law].id)
    guard !spared.isEmpty else { return runLaw(law, cases, seed, shrinks, .all) }
    if spared.allSatisfy({ !$0.settings.isEmpty }) {
      let outside = runLaw(law, cases, seed, shrinks, .outside(spared))
      if outside.hasFailed { return outside }
    }
    var covered: LawReport?
    for exemption in spared {
      let isOfRun = exceptions.contains(exemption)
      // Draw enough cases to decide reliably whether the exemption is needed: many more if none of the first
      // needs it, because a law may be broken in one case of a hundred.
      let count = isOfRun ? cases : max(cases, Tier.pull.cases)
      var within = runLaw(law, count, seed, shrinks, .within(exemption))
      if !isOfRun, !within.hasFailed {
        within = runLaw(law, 10 * count, seed &+ 1, shrinks, .within(exemption))
      }
      if case .failed(let found) = within.outcome {
        covered = covered ?? within.becoming(.exempt(exemption, found))
      } else if isOfRun {
        covered = covered ?? within
      } else {
        return unneeded(exemption, within)
      }
    }
    return covered ?? runLaw(law, cases, seed, shrinks, .all)
  }

  private func unneeded(_ exemption: Exemption, _ report: LawReport) -> LawReport {
    let found = Counterexample(
      violation: Violation("the exemption is not needed: \(exemption.place): \(exemption.text)"),
      text: "none: \(report.cases) cases there keep the law", replayText: "", seed: 0, index: nil,
      evaluations: 0)
    return report.becoming(.failed(found))
  }
}
