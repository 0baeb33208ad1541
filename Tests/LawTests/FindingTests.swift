import Descent
import DescentLaws
import Testing

/// Failures with one cause are one finding.
@Suite("The finding of a law") struct FindingTests {
  private func reports<Rule: ConfigurableOptimizer>(_ type: Rule.Type) -> [LawReport] {
    let battery = Battery(type)
    return battery.selection(tier: .fast).map { battery.report(law: $0, cases: 10, seed: 0) }
  }

  /// NaN from the second step on.
  struct Broken: CoordinatewiseOptimizer {
    @Hyperparameter("rate", in: 0...) var learningRate = 0.1
    static let card = Card(name: "broken", summary: "", formula: "", source: "")
    var slots: [StateSlot] { ["sum"] }
    func update<T: KernelScalar>(
      _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
    ) {
      x -= T(rate) * g * (s[0] > 0 ? T.nan : 1)
      s[0] += g * g
    }
  }

  @Test("Laws that meet a NaN are one finding, by its smallest case") func notFinite() throws {
    let reports = reports(Broken.self)
    let failed = reports.filter(\.hasFailed)
    let findings = Finding.all(in: reports)
    #expect(findings.count == 1, "\(failed.map(\.law.id))")
    let first = try #require(findings.first)
    #expect(first.cause == .notFinite)
    let size = try #require(first.first.counterexample?.replayText.utf8.count)
    for other in first.others {
      #expect(try #require(other.counterexample?.replayText.utf8.count) >= size)
    }
    // Every failure is in one finding.
    let told = findings.flatMap { [$0.first] + $0.others }.map(\.law.id)
    #expect(told.sorted() == failed.map(\.law.id).sorted())
  }

  /// Declares that it is odd, but is not.
  struct Lopsided: CoordinatewiseOptimizer, TraitDeclaring {
    @Hyperparameter("rate", in: 0...) var learningRate = 0.1
    static let card = Card(name: "lopsided", summary: "", formula: "", source: "")
    var traits: RuleTraits {
      var traits = RuleTraits(locality: .coordinatewise)
      traits.isOdd = true
      return traits
    }
    func update<T: KernelScalar>(
      _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
    ) { x -= T(rate) * (g > 0 ? 2 * g : g) }
  }

  @Test("A wrong declaration comes before the law that depends on it") func declared()
    throws
  {
    let findings = Finding.all(in: reports(Lopsided.self))
    let first = try #require(findings.first)
    #expect(first.cause == .declared("isOdd") && first.first.law.id == "F1")
    #expect(first.others.map(\.law.id) == ["T7"])
  }

  @Test("Known bugs are named for the branch that failed, and not after a crash")
  func hints() {
    let law = LawCard(
      "X1", "planted", "", catches: "", knownBugs: ["one", "two"], branches: ["two": "late"])
    #expect(law.bugs(like: Violation("at once")) == ["one"])
    #expect(law.bugs(like: Violation("much too late")) == ["one", "two"])
    #expect(law.bugs(like: Violation("crashed: a trap (signal 4)")).isEmpty)
    #expect(law.bugs(like: Violation("threw an error")).isEmpty)
  }
}
