import Descent

/// A test case that checks one law on one subject:
///
/// ```swift
/// @Test(arguments: LawTrial.all(of: MyRule.self))
/// func obeys(_ trial: LawTrial) throws { try trial.run() }
/// ```
/// A failure is one error, thrown after shrinking, whose description is the whole report.
public struct LawTrial: Sendable, CustomStringConvertible {
  let battery: Battery
  let law: Int
  let cases: Int
  let seed: UInt64
  /// The store of counterexamples, which are judged first in the next run; nil to keep none.
  package var store: CaseStore? = CaseStore()

  /// A trial for each law of a rule.
  /// - Parameter tier: the tier, which sets the laws and the number of cases per law.
  public static func all<Rule: ConfigurableOptimizer>(
    of type: Rule.Type, tier: Tier = .fast, seed: UInt64 = 0
  ) -> [LawTrial] { all(of: Battery(type), tier: tier, seed: seed) }

  /// A trial for each law of a schedule.
  public static func all<Kind: ConfigurableSchedule>(
    of type: Kind.Type, tier: Tier = .fast, seed: UInt64 = 0
  ) -> [LawTrial] { all(of: Battery(type), tier: tier, seed: seed) }

  /// A trial for each law of a problem.
  public static func all<Kind: ConfigurableProblem>(
    of type: Kind.Type, tier: Tier = .fast, seed: UInt64 = 0
  ) -> [LawTrial] { all(of: Battery(type), tier: tier, seed: seed) }

  /// A trial for each law of a battery.
  package static func all(
    of battery: Battery, tier: Tier = .fast, seed: UInt64 = 0
  ) -> [LawTrial] {
    battery.selection(tier: tier).map {
      LawTrial(battery: battery, law: $0, cases: tier.cases, seed: seed)
    }
  }

  public var description: String { "\(battery.name) \(card.id) \(card.name)" }

  package var card: LawCard { battery.laws[law] }

  /// Searches for a counterexample. - Throws: ``LawFailure`` if there is one.
  public func run() throws {
    let report = battery.report(law: law, cases: cases, seed: seed, store: store)
    if let failure = LawFailure(report) { throw failure }
  }
}

/// A law that was broken, with the smallest case found.
public struct LawFailure: Error, CustomStringConvertible {
  package let law: LawCard
  package let subject: String
  package let counterexample: Counterexample

  /// The failure of a report, or nil if it has none.
  package init?(_ report: LawReport) {
    guard case .failed(let counterexample) = report.outcome else { return nil }
    self.law = report.law
    self.subject = report.subject
    self.counterexample = counterexample
  }

  /// The law and its meaning, the expected and the found number, the case, and known bugs with the same
  /// symptom.
  public var description: String {
    var lines = [
      "\(law.id) \(law.name): \(law.statement)", "\(counterexample.violation)", origin,
    ]
    lines += counterexample.text.split(separator: "\n").map { "  " + $0 }
    lines += law.bugs(like: counterexample.violation).map { "looks like \($0)" }
    return lines.joined(separator: "\n")
  }

  private var origin: String {
    if counterexample.replayText.isEmpty { return "the case:" }
    guard let index = counterexample.index else { return "the case that was given:" }
    return "case \(index) of seed \(counterexample.seed), shrunk in "
      + "\(counterexample.evaluations) evaluations:"
  }
}
