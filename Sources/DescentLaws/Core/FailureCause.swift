import Descent

/// Why a law failed, as far as a report tells it: failures of one cause are one finding.
package enum FailureCause: Hashable, Sendable {
  /// The process was ended, by this trap or in this way.
  case ended(String)
  /// The rule threw this error.
  case threw(String)
  /// A number is not finite where the law has one that is, or compares it with one.
  case notFinite
  /// The author declares of the rule what is not so.
  case declared(String)
  /// The rule does not do the same twice.
  case irreproducible
  /// The law itself.
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

  /// The error that a violation tells of; nil where nothing was thrown.
  init?(thrown violation: Violation) {
    guard violation.message.hasPrefix("threw ") else { return nil }
    self = .threw(violation.message.withoutNumbers)
  }

  /// Whether what is wrong was not found by the law that it was found under.
  var isOfProgram: Bool {
    switch self {
    case .ended, .threw, .notFinite: true
    case .declared, .irreproducible, .law: false
    }
  }
}

extension String {
  /// The text with one sign for each of its numbers: one message, whatever it speaks of.
  fileprivate var withoutNumbers: String {
    replacing(/[-+]?(nan|inf|[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?)\b/, with: "#")
  }
}

/// How reports begin on a law that did not come to its end.
enum CrashWords {
  static let all = ["crashed: ", "ended the process", "did not come back"]
}

extension Violation {
  /// Whether one of its numbers, where it has any, is NaN or infinite, or its words say so.
  var isNotFinite: Bool {
    let numbers = [expected, found].compactMap(\.self)
    if numbers.contains(where: { !$0.isFinite }) { return true }
    let words = message.lowercased().split { !$0.isLetter }
    return words.contains("nan") || message.contains("not finite")
  }
}

extension LawCard {
  /// Public bugs that failed in the way of a violation: none where what is wrong is not what the law
  /// is about.
  package func bugs(like violation: Violation) -> [String] {
    let isEnded = CrashWords.all.contains(where: violation.message.hasPrefix)
    if isEnded || violation.message.hasPrefix("threw ") { return [] }
    if violation.message.hasPrefix("the exemption is not needed") { return [] }
    return knownBugs.filter { bug in
      // A bug whose branch is named shows only where the violation is of that branch.
      guard let branch = branches[bug] else { return true }
      return violation.message.contains(branch)
    }
  }
}

/// Failures of one cause: that of the premise, with its smallest case, and those that follow from it.
package struct Finding: Sendable {
  package let cause: FailureCause
  /// The failure that is told.
  package let first: LawReport
  package let others: [LawReport]

  /// The failures among some reports, grouped: what ends the process first, then what is not finite, then
  /// what makes every comparison of two runs void, then what is declared and is not so, then laws by laws.
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
    // What ends the process at one case ends it in one way, whether there was time for words or not.
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
    // The premise itself where there is one, else the smallest case.
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

  /// What a failure follows from: itself, unless something that failed is a premise of its law.
  private static func premise(
    of cause: FailureCause, _ report: LawReport, isIrreproducible: Bool, declared: [String]
  ) -> FailureCause {
    guard case .law = cause else { return cause }
    // Whatever compares two runs needs that one run twice is the same.
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
