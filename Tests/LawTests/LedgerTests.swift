import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import Testing

/// Tests of the exemptions of everything built in, and of the failures of a law trial.
@Suite("The ledger of laws") struct LedgerTests {
  @Test("every built-in exemption is still needed") func needed() throws {
    for battery in Catalog.batteries where !battery.exemptions.isEmpty {
      #expect(battery.mistakenExemption == nil, "\(battery.name)")
      for exemption in battery.exemptions {
        let law = try #require(battery.laws.firstIndex { $0.id == exemption.law })
        let report = battery.report(law: law, cases: 200, seed: 1, shrinks: false)
        guard case .exempt = report.outcome else {
          Issue.record("\(battery.name) keeps \(exemption.law)")
          continue
        }
      }
    }
  }

  /// Gradient descent that forgets the rate.
  struct Careless: CoordinatewiseOptimizer {
    @Hyperparameter("rate", in: 0...) var learningRate = 0.1
    static let card = Card(name: "careless", summary: "", formula: "", source: "")
    func update<T: KernelScalar>(
      _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
    ) { x -= g }
  }

  @Test("a trial throws one report: the law, both numbers, the case, its seed")
  func trial() throws {
    var trials = LawTrial.all(of: Careless.self)
    for index in trials.indices { trials[index].store = nil }
    let frozen = try #require(trials.first { $0.card.id == "P14" })
    let failure = #expect(throws: LawFailure.self) { try frozen.run() }
    let text = try #require(failure?.description)
    #expect(text.hasPrefix("P14 zero rate freezes: at a rate of 0 the parameters stay as they are"))
    #expect(text.contains(/expected -?[0-9.]+, found -?[0-9.]+/))
    #expect(text.contains("of seed 0, shrunk in"))
    #expect(text.contains("  rule careless:lr="))
    #expect(text.contains("looks like"))
    // The case takes at most eight lines, and reads back.
    let counterexample = try #require(failure?.counterexample)
    #expect(counterexample.text.split(separator: "\n").count <= 8)
    let battery = Battery(Careless.self)
    let law = try #require(battery.laws.firstIndex { $0.id == "P14" })
    #expect(try battery.replay(law: law, counterexample.replayText).hasFailed)
    for trial in trials where trial.card.id == "P1" { try trial.run() }
  }

  @Test("a text that is not a case causes an error that says what is missing") func replayErrors() {
    #expect(throws: ReplayError.self) { try RuleCase(replay: "type float64 | tensors 1") }
    #expect(throws: ReplayError.self) {
      try RuleCase(
        replay: "type float64 | tensors 2 | rule sgd | rates 1 | x 0 | g 1 | aux 0")
    }
    #expect(throws: ReplayError.self) {
      try RuleCase(replay: "type half | tensors 1 | rule sgd | rates 1 | x 0 | g 1 | aux 0")
    }
  }
}
