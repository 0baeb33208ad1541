import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import Foundation

/// Checks a plugin in worker processes, one after another: a law whose process crashes has failed, and the
/// next process continues with the next law.
struct CheckSupervisor {
  let job: CheckJob
  let typed: String
  /// The limit in seconds from one event of the worker to the next: it sends one per case.
  let timeLimit: Double
  /// The number of timed-out laws after which the rest are skipped.
  private static let patience = 3

  struct Found {
    let subject: CheckSubject
    let reports: [LawReport]
    /// Whether a worker crashed or was killed.
    let wasInterrupted: Bool
  }

  func run(finished: (LawReport, Int, Int) -> Void) throws -> Found {
    var subject: CheckSubject?
    var selection: [Int] = []
    var reports: [LawReport] = []
    var (timeouts, wasInterrupted) = (0, false)
    // A case that crashed under one law: it usually crashes the others, too.
    var smallest: String?
    repeat {
      var last = LastWords()
      var ending = try child(skip: reports.count).run { event in
        // Later processes send the same subject, but without the cost, which only the first measures.
        subject = subject ?? event.subject
        subject?.typed = typed
        selection = event.selection ?? selection
        last.hear(event)
        if let report = event.report {
          reports.append(report)
          finished(report, reports.count, selection.count)
        }
      }
      guard let subject else { return try lost(ending, finished) }
      try checkLawNames(subject)
      guard reports.count < selection.count else { break }
      if case .failed(let line, let status) = ending {
        throw Failure(line: named(line), status: status)
      }
      let law = subject.laws[selection[reports.count]]
      if ending.isCrash, RuleLaws.ofImpossibleStates.contains(law.id) {
        let reason = "the rule ended the process in a state that it may never reach"
        let report = LawReport.passedOver(law, subject: subject.name, reason: reason)
        reports.append(report)
        finished(report, reports.count, selection.count)
        continue
      }
      if ending.isCrash, job.replay == nil {
        ending = try shrink(&last, ending, skip: reports.count, known: smallest)
        smallest = last.caseText
      }
      let report = last.report(
        ending, of: law, subject: subject.name, seed: job.seed)
      reports.append(report)
      keep(report, of: subject)
      wasInterrupted = true
      finished(report, reports.count, selection.count)
      if ending.isTimeout { timeouts += 1 }
      if timeouts == Self.patience {
        reports += selection.dropFirst(reports.count).map {
          .passedOver(
            subject.laws[$0], subject: subject.name,
            reason: "not judged: \(timeouts) laws before it timed out")
        }
      }
    } while reports.count < selection.count
    guard let subject else { preconditionFailure("a worker that is done has said whom it checked") }
    return Found(subject: subject, reports: reports, wasInterrupted: wasInterrupted)
  }

  /// Stores a case that crashed or timed out, as the worker stores the failing cases that it judged.
  private func keep(_ report: LawReport, of subject: CheckSubject) {
    guard let source = job.store, job.replay == nil, let found = report.counterexample else {
      return
    }
    CaseStore(source: source).keep(
      found,
      under: CaseStore.Key(kind: subject.kind, subject: subject.keptAs, law: report.law.id))
  }

  /// A worker's message with the paths as typed, because the worker knows only the compiled libraries.
  private func named(_ line: String) -> String {
    Workbench.current.files.reduce(line) { $0.replacing($1.plugin.library, with: $1.path) }
  }

  private func child(skip: Int, simplify: String? = nil) -> CheckChild {
    let plugins = Workbench.current.files.map(\.plugin.library)
    var job = job
    // Only the first process measures the cost.
    job.measuresCost = job.measuresCost && skip == 0 && simplify == nil
    return CheckChild(
      arguments: job.arguments(skip: skip, plugins: plugins, simplify: simplify),
      timeLimit: timeLimit)
  }

  /// Looks for a simpler case that crashes, with one process per crash; stops when no simpler case crashes.
  /// - Parameter known: a small case that crashed under another law. It is tried first, and is the result
  ///   if it crashes here.
  /// - Returns: how the process ended on the remaining case.
  private func shrink(
    _ last: inout LastWords, _ ending: CheckChild.Ending, skip: Int, known: String?
  ) throws -> CheckChild.Ending {
    var ended = ending
    if let known {
      var again = self.job
      again.replay = known
      let supervisor = CheckSupervisor(job: again, typed: typed, timeLimit: timeLimit)
      let ending = try supervisor.child(skip: skip).run({ _ in })
      if ending.isCrash {
        last.caseText = known
        last.evaluations += 1
        return ending
      }
    }
    let clock = ContinuousClock()
    let end = clock.now + Self.shrinkingTime
    // Remember the cases, because a late crash may be attributed to the next case, and two cases could then
    // alternate forever.
    var seen: Set<String> = []
    while let text = last.caseText, seen.insert(text).inserted, clock.now < end {
      var heard = LastWords()
      let ending = try child(skip: skip, simplify: text).run { heard.hear($0) }
      last.evaluations += heard.evaluations
      guard ending.isCrash, let simpler = heard.caseText else { return ended }
      last.caseText = simpler
      ended = ending
    }
    return ended
  }

  /// Most cases are small after about forty processes, which take a second.
  private static let shrinkingTime = Duration.seconds(4)

  /// The result for a plugin whose worker ended before it sent its laws.
  private func lost(
    _ ending: CheckChild.Ending, _ finished: (LawReport, Int, Int) -> Void
  ) throws -> Found {
    if case .failed(let line, let status) = ending {
      throw Failure(line: named(line), status: status)
    }
    guard job.discovers else { return loss(ending) }
    // Try again without the fingerprint: a law may show the case that ends the process; otherwise the loss
    // is reported on its own.
    var plain = job
    plain.discovers = false
    let found = try CheckSupervisor(job: plain, typed: typed, timeLimit: timeLimit)
      .run(finished: finished)
    if found.reports.contains(where: \.hasFailed) { return found }
    return Found(
      subject: found.subject, reports: found.reports + loss(ending).reports, wasInterrupted: true)
  }

  private func loss(_ ending: CheckChild.Ending) -> Found {
    let law = LawCard(
      "load", "loading", "the plugin can be made with its defaults, described and probed",
      catches:
        "a trap or a loop in init, card or a hyperparameter, or far from the cases of the laws")
    let subject = CheckSubject(
      kind: "plugin", name: job.specification, laws: [law], typed: typed)
    let report = LastWords().report(ending, of: law, subject: subject.name, seed: job.seed)
    return Found(subject: subject, reports: [report], wasInterrupted: true)
  }

  private func checkLawNames(_ subject: CheckSubject) throws {
    // Accept laws of other kinds too, because a file may register several kinds.
    try LawNames(subject.laws + Catalog.batteries.flatMap(\.laws)).check(job.laws)
  }
}

/// The case that a worker was judging when it ended.
private struct LastWords {
  var caseText: String?
  var index: Int?
  var evaluations = 0

  mutating func hear(_ event: WorkerEvent) {
    if event.law != nil { self = LastWords() }
    guard let text = event.caseText else { return }
    caseText = text
    evaluations = event.index == nil ? evaluations + 1 : 0
    index = event.index ?? index
  }

  func report(
    _ ending: CheckChild.Ending, of law: LawCard, subject: String, seed: UInt64
  ) -> LawReport {
    .interrupted(
      law, subject: subject, reason: ending.description, replayText: caseText, index: index,
      evaluations: evaluations, seed: seed)
  }
}
