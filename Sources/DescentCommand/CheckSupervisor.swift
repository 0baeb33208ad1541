import Descent
import DescentLaws
import Foundation

/// Checks a plugin in processes of its own, one after another: a law that ends its process has
/// failed, and the next process goes on with the next law.
struct CheckSupervisor {
  let job: CheckJob
  let typed: String
  /// In seconds, from one sign of life to the next: a case each.
  let timeLimit: Double
  /// After so many laws that ran out of time the others are passed over.
  private static let patience = 3

  struct Found {
    let subject: CheckSubject
    let reports: [LawReport]
  }

  func run(finished: (LawReport, Int, Int) -> Void) throws -> Found {
    var subject: CheckSubject?
    var selection: [Int] = []
    var reports: [LawReport] = []
    var timeouts = 0
    repeat {
      var last = LastWords()
      let plugins = Workbench.current.files.map(\.plugin.library)
      let child = CheckChild(
        arguments: job.arguments(skip: reports.count, plugins: plugins), timeLimit: timeLimit)
      let ending = try child.run { event in
        subject = event.subject.map { CheckSubject($0, typed: typed) } ?? subject
        selection = event.selection ?? selection
        last.hear(event)
        if let report = event.report {
          reports.append(report)
          finished(report, reports.count, selection.count)
        }
      }
      guard let subject else { return try lost(ending) }
      if selection.isEmpty { try checkLawNames(subject) }
      guard reports.count < selection.count else { break }
      if case .failed(let message) = ending { throw Failure.usage(message) }
      let report = last.report(
        ending, of: subject.laws[selection[reports.count]], subject: subject.name, seed: job.seed)
      reports.append(report)
      finished(report, reports.count, selection.count)
      if ending.isTimeout { timeouts += 1 }
      if timeouts == Self.patience {
        reports += selection.dropFirst(reports.count).map {
          .passedOver(
            subject.laws[$0], subject: subject.name,
            reason: "not judged: \(timeouts) laws before it did not come to an end")
        }
      }
    } while reports.count < selection.count
    guard let subject else { preconditionFailure("a worker that is done has said whom it checked") }
    return Found(subject: subject, reports: reports)
  }

  /// A plugin that does not even come as far as its laws.
  private func lost(_ ending: CheckChild.Ending) throws -> Found {
    if case .failed(let message) = ending { throw Failure.usage(message) }
    let law = LawCard(
      "load", "loading", "the plugin can be made with its defaults and described",
      catches: "a trap or a loop in init, card or a hyperparameter")
    let subject = CheckSubject(
      kind: "plugin", name: job.specification, fingerprint: nil, laws: [law], typed: typed)
    let report = LastWords().report(ending, of: law, subject: subject.name, seed: job.seed)
    return Found(subject: subject, reports: [report])
  }

  private func checkLawNames(_ subject: CheckSubject) throws {
    let known = subject.laws.map(\.id)
    for id in job.laws where !known.contains(where: { $0.lowercased() == id.lowercased() }) {
      let near = nearest(to: id, in: known).map { "; did you mean '\($0)'?" } ?? ""
      throw Failure.usage(
        "no law of these is called '\(id)'" + near, next: "see 'descent list laws'")
    }
  }
}

/// The case that a worker was at.
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
