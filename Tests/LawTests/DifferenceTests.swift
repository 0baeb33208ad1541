import Descent
import DescentCatalog
import DescentLaws
import Testing

@Suite("The difference of two rules") struct DifferenceTests {
  static func builtIn(_ name: String) -> RuleSubject {
    Catalog.registry.optimizerTypes.map { RuleSubject($0) }.first { $0.name == name }!
  }

  static let adam = builtIn("adam").pinned(["weight_decay": "0"])

  @Test("finds Adam and AdamW without decay identical")
  func adamIsAdamW() {
    let adamw = Self.builtIn("adamw").pinned(["weight_decay": "0"])
    let found = difference(of: Self.adam, and: adamw, cases: 100, seed: 1)
    guard case .identical = found.outcome else {
      Issue.record("\(found.outcome)")
      return
    }
    #expect(found.cases == 100)
    #expect(found.rows.filter(\.differs) == [])
    #expect(
      found.shared == [
        "lr", "beta1", "beta2", "eps", "amsgrad", "amsgrad_corrected", "bias_correction",
        "eps_placement",
      ])
  }

  @Test("holds a rate that is given, of one rule or of both")
  func heldRates() {
    func parts(_ first: [String: String], _ second: [String: String]) -> Bool {
      let sgd = Self.builtIn("sgd")
      let found = difference(of: sgd.pinned(first), and: sgd.pinned(second), cases: 50, seed: 1)
      if case .identical = found.outcome { return false }
      return true
    }
    #expect(parts(["lr": "1"], ["lr": "2"]))
    #expect(!parts(["lr": "2"], ["lr": "2"]))
    #expect(!parts(["lr": "0.01"], [:]) && parts(["lr": "0.1"], [:]), "0.01 is the default")
    #expect(parts(["lr": "0"], [:]) && !parts(["lr": "0"], ["lr": "0"]))
  }

  @Test("finds momentum 0 identical to plain descent")
  func momentumIsSGD() {
    let still = Self.builtIn("momentum").pinned(["momentum": "0"])
    let found = difference(of: still, and: Self.builtIn("sgd"), cases: 100, seed: 1)
    guard case .identical = found.outcome else {
      Issue.record("\(found.outcome)")
      return
    }
  }

  @Test("finds another order of operations equal up to rounding")
  func rounding() {
    let other = RuleSubject(AdamVariant.self).pinned(["weight_decay": "0"])
    let found = difference(of: Self.adam, and: other, cases: 100, seed: 1)
    guard case .rounding(let ulps) = found.outcome else {
      Issue.record("\(found.outcome)")
      return
    }
    #expect(ulps > 0 && ulps < 1000)
  }

  @Test("shrinks epsilon inside the root to one coordinate and one step")
  func insideRoot() throws {
    let other = RuleSubject(AdamVariant.self).pinned(["kind": "insideRoot", "weight_decay": "0"])
    let found = difference(of: Self.adam, and: other, cases: 100, seed: 1)
    guard case .parts(let counterexample) = found.outcome else {
      Issue.record("\(found.outcome)")
      return
    }
    let smallest = try RuleCase(replay: counterexample.replayText)
    #expect(smallest.sizes == [1])
    #expect(smallest.gradients == [[1]])
    #expect(found.rows.filter(\.differs).map(\.label) == ["units"])
  }

  @Test("holds settings that only one of the two rules has, also in the fingerprints")
  func oneSidedSettings() {
    let adamw = Self.builtIn("adamw").pinned(["weight_decay": "0"])
    let found = difference(of: adamw, and: Self.builtIn("adam"), cases: 50, seed: 1)
    #expect(found.rows.filter(\.differs) == [])
    #expect(found.isEqual)
  }

  @Test("takes different fingerprints as a difference, even if all cases agree")
  func fingerprintsAreEvidence() throws {
    // Some case is shorter than a probe.
    let short = (0..<100).lazy.map { seed in
      difference(
        of: RuleSubject(SixthStepSkipped.self), and: Self.builtIn("sgd"), cases: 1, seed: seed)
    }.first { if case .identical = $0.outcome { true } else { false } }
    let found = try #require(short)
    #expect(found.rows.contains { $0.differs })
    #expect(!found.isEqual)
  }
}

/// Gradient descent that stops after its fifth step.
struct SixthStepSkipped: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  static let card = Card(name: "sixth_skipped", summary: "wrong", formula: "", source: "")
  var counters: [StateSlot] { ["steps"] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return counters[0] < 6 ? rate : 0
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * g }
}
