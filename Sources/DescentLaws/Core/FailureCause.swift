import Descent

/// The cause of a law's failure, as far as a report shows it. Failures with the same cause form one finding.
package enum FailureCause: Hashable, Sendable {
  /// The process was terminated, by this trap or in this way.
  case ended(String)
  /// The rule threw this error.
  case threw(String)
  /// A number is not finite where the law expects a finite one, or compares with one.
  case notFinite
  /// The author declares this trait, which the rule does not have.
  case declared(String)
  /// Two identical runs of the rule differ.
  case irreproducible
  /// The law itself is broken; the identifier of the law.
  case law(String)

  package init(_ report: LawReport, _ violation: Violation) {
    let message = violation.message
    if CrashWords.all.contains(where: message.hasPrefix) {
      self = .ended(message.withoutNumbers)
    } else if message.hasPrefix("threw ") {
      self = .threw(message.withoutNumbers)
    } else if violation.isNotFinite {
      self = .notFinite
    } else if report.law.id == "P1" {
      self = .irreproducible
    } else if report.law.id == "F1", let trait = message.split(separator: ":").first {
      self = .declared(String(trait))
    } else {
      self = .law(report.law.id)
    }
  }

  /// The thrown error that a violation reports; nil if nothing was thrown.
  init?(thrown violation: Violation) {
    guard violation.message.hasPrefix("threw ") else { return nil }
    self = .threw(violation.message.withoutNumbers)
  }

  /// Whether the cause is a failure of the program that has nothing to do with the statement of the law.
  var isOfProgram: Bool {
    switch self {
    case .ended, .threw, .notFinite: true
    case .declared, .irreproducible, .law: false
    }
  }
}

extension String {
  /// The text with each number replaced by `#`, so that messages that differ only in numbers are equal.
  fileprivate var withoutNumbers: String {
    replacing(/[-+]?(nan|inf|[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?)\b/, with: "#")
  }
}

/// The prefixes of messages about a law whose evaluation did not finish.
enum CrashWords {
  static let all = ["crashed: ", "ended the process", "did not come back"]
}

extension Violation {
  /// Whether one of its numbers is NaN or infinite, or its message says so.
  var isNotFinite: Bool {
    let numbers = [expected, found].compactMap(\.self)
    if numbers.contains(where: { !$0.isFinite }) { return true }
    let words = message.lowercased().split { !$0.isLetter }
    return words.contains("nan") || message.contains("not finite")
  }
}

extension LawCard {
  /// The known public bugs that fail like a violation; none if the violation has nothing to do with the
  /// statement of the law.
  package func bugs(like violation: Violation) -> [String] {
    let isEnded = CrashWords.all.contains(where: violation.message.hasPrefix)
    if isEnded || violation.message.hasPrefix("threw ") { return [] }
    if violation.message.hasPrefix("the exemption is not needed") { return [] }
    return knownBugs.filter { bug in
      // A bug that names a branch of the law is relevant only to violations of that branch.
      guard let branch = branches[bug] else { return true }
      return violation.message.contains(branch)
    }
  }
}

/// Failures with the same cause: the failure of the premise, or else the one with the smallest case, and the
/// failures that follow from it.
package struct Finding: Sendable {
  package let cause: FailureCause
  /// The failure that is reported in full.
  package let first: LawReport
  package let others: [LawReport]

  /// Groups the failures among some reports by cause, in this order: terminated processes, thrown errors,
  /// non-finite numbers, irreproducible runs (which invalidate every comparison of two runs), wrong
  /// declarations, and broken laws.
  package static func all(in reports: [LawReport]) -> [Finding] {
    let failures = reports.compactMap { report -> (cause: FailureCause, report: LawReport)? in
      guard case .failed(let found) = report.outcome else { return nil }
      return (FailureCause(report, found.violation), report)
    }
    let isIrreproducible = failures.contains { $0.cause == .irreproducible }
    let declared = failures.compactMap { failure -> String? in
      guard case .declared(let trait) = failure.cause else { return nil }
      return trait
    }
    var order: [FailureCause] = []
    var groups: [FailureCause: [LawReport]] = [:]
    // Terminations at the same case count as one cause, because a dying process may or may not have had time
    // to print a message.
    var ended: [String: FailureCause] = [:]
    for (cause, report) in failures {
      var premise = premise(
        of: cause, report, isIrreproducible: isIrreproducible, declared: declared)
      if case .ended = cause, let text = report.counterexample?.replayText, !text.isEmpty {
        premise = ended[text] ?? premise
        ended[text] = premise
      }
      if groups[premise] == nil { order.append(premise) }
      groups[premise, default: []].append(report)
    }
    return order.enumerated().sorted { (rank($0.1), $0.0) < (rank($1.1), $1.0) }.compactMap {
      finding(of: $1, groups[$1] ?? [])
    }
  }

  private static func finding(of cause: FailureCause, _ reports: [LawReport]) -> Finding? {
    // The premise itself if there is one, otherwise the smallest case.
    let isPremise = { (report: LawReport) in
      guard let found = report.counterexample else { return false }
      return !cause.isOfProgram && FailureCause(report, found.violation) == cause
    }
    let places = reports.indices
    let first =
      places.first { isPremise(reports[$0]) }
      ?? places.min { (size(reports[$0]), $0) < (size(reports[$1]), $1) }
    guard let first else { return nil }
    return Finding(
      cause: cause, first: reports[first],
      others: places.filter { $0 != first }.map { reports[$0] })
  }

  private static func size(_ report: LawReport) -> Int {
    let text = report.counterexample?.replayText ?? ""
    return text.isEmpty ? .max : text.utf8.count
  }

  /// The cause that a failure follows from: its own, unless a premise of its law has failed.
  private static func premise(
    of cause: FailureCause, _ report: LawReport, isIrreproducible: Bool, declared: [String]
  ) -> FailureCause {
    guard case .law = cause else { return cause }
    // Every comparison of two runs presupposes that a run is reproducible.
    if isIrreproducible { return .irreproducible }
    let trait = declared.first { trait in
      report.law.needs.lowercased().contains(trait.split(separator: " ")[0].lowercased())
    }
    return trait.map { .declared($0) } ?? cause
  }

  private static func rank(_ cause: FailureCause) -> Int {
    switch cause {
    case .ended: 0
    case .threw: 1
    case .notFinite: 2
    case .irreproducible: 3
    case .declared: 4
    case .law: 5
    }
  }
}
