import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import LawMutants
import Testing

@Suite("A law of traits") struct TraitLawTests {
  static let laws = RuleLaws.traits + RuleLaws.relations

  /// The table of laws for sgd, momentum, adagrad, rmsprop, adam, adamw: x applies, - not. Beyond the
  /// reference's table: momentum without momentum forgets (T15) and is the plain gradient (T17, R2), and
  /// every rule has a peer (R4). No rule has a flag maximize (R3).
  static let table: [String: String] = [
    "T1": "xxxxxx", "T2": "xxxxxx", "T3": "xxxxxx", "T4": "xxxxxx", "T5": "xxxxxx", "T6": "xxxxxx",
    "T7": "xxxxxx", "T8": "--xxxx", "T9": "xxxxxx", "T10": "xx----", "T11": "xx----",
    "T12": "xxxxxx", "T13": "xxxxxx", "T14": "xxxxxx", "T15": "xx----", "T16": "--xxxx",
    "T17": "xx---x", "T18": "x-x---", "T19": "xxxxxx", "T20": "----xx",
    "R1": "xxxxx-", "R2": "xx---x", "R3": "------", "R4": "xxxxxx", "R5": "-x--xx", "R6": "xxxxxx",
  ]

  @Test("applies where its table says, and holds there", arguments: laws.indices)
  func table(law: Int) throws {
    let law = Self.laws[law]
    let names = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"]
    // For a law without a row in the table, the tests of built-in rules show that it holds.
    guard let marks = Self.table[law.card.id] else { return }
    for (name, mark) in zip(names, marks) {
      let subject = try #require(Catalog.ruleSubjects.first { $0.name == name })
      // Large tensors are slow to draw in a debug build.
      let battery = Battery(subject)
      let number = try #require(battery.laws.firstIndex { $0.id == law.card.id })
      let report = battery.report(law: number, cases: law.card.id == "T3" ? 4 : 10, seed: 2)
      switch report.outcome {
      case .passed, .exempt: #expect(mark == "x", "\(law.card.id) speaks of \(name)")
      case .inapplicable(let reason): #expect(mark == "-", "\(law.card.id), \(name): \(reason)")
      case .failed(let counterexample), .refuted(let counterexample),
        .unstable(let counterexample):
        Issue.record("\(law.card.id) \(counterexample.violation)\n\(counterexample.text)")
      }
    }
  }

  @Test("rejects a rule that breaks it", arguments: WrongRule.Bug.allCases)
  func rejects(bug: WrongRule.Bug) throws {
    for id in bug.killers {
      let law = try #require(Self.laws.first { $0.card.id == id })
      let report = law.search(bug.subject, cases: 40, seed: 1)
      #expect(report.hasFailed, "\(id) does not see \(bug): \(report.outcome)")
    }
  }

  @Test("each law rejects some rule, but never the right one")
  func coverage() {
    let killers = Set(WrongRule.Bug.allCases.flatMap(\.killers))
    // A new law comes with mutants, or the workshop's `mutants` fails.
    let others = Mutants.ofLaws.map(\.killer)
    #expect(Set(Self.laws.map(\.card.id)).isSubset(of: killers.union(others)))
    for law in Self.laws {
      let report = law.search(WrongRule.subject(nil), cases: 20, seed: 3)
      #expect(!report.hasFailed, "\(law.card.id): \(report.outcome)")
    }
  }

  @Test("rotations on the sides of matrices need their shapes")
  func matrices() {
    let right = MatrixRule.subject(entrywise: false)
    for law in RuleLaws.traits {
      let report = law.search(right, cases: 10, seed: 4)
      #expect(!report.hasFailed, "\(law.card.id): \(report.outcome)")
      if law.card.id == "T11" { #expect(report.applied == 10) }
    }
    let rotation = RuleLaws.traits.first { $0.card.id == "T11" }
    let wrong = rotation?.search(MatrixRule.subject(entrywise: true), cases: 10, seed: 4)
    #expect(wrong?.hasFailed == true)
  }
}
