import Descent
import DescentLaws
import Testing

/// Tests of the search on faults that are rare, or that only rounding causes.
@Suite("The search for counterexamples") struct SearchTests {
  private func law(
    _ broken: @escaping @Sendable (Double) -> Bool
  ) -> Law<RuleCase> {
    Law(
      LawCard("X1", "planted", "no gradient is so", catches: "nothing"),
      options: RuleCaseOptions {
        $0.profiles = [.normal]
        $0.precisions = [.float64]
        $0.sizes = .scalar
        $0.steps = 1...1
      }
    ) { _, c in
      for number in c.gradients.joined() where broken(number) {
        return .violated("planted", expected: 0, found: number)
      }
      return .holds
    }
  }

  private let subject = RuleSubject(LedgerTests.Careless.self)

  @Test("A case whose neighbours in the last place keep the law is unstable, and not a failure")
  func unstable() throws {
    // One bit pattern in sixteen; all sixteen neighbours keep the law.
    let fine = law { $0.bitPattern & 0xF == 0 && $0.significandWidth > 30 }
    let report = fine.search(subject, cases: 40, seed: 0)
    guard case .unstable(let found) = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(!report.hasFailed)
    let again = fine.replay(subject, try RuleCase(replay: found.replayText))
    if case .unstable = again.outcome {} else { Issue.record("\(again.outcome)") }
  }

  @Test(
    "A case whose neighbours break the law, too, is a failure, even if a smaller case is unstable")
  func stable() throws {
    let coarse = law { $0 > 0.5 }
    #expect(coarse.search(subject, cases: 40, seed: 0).hasFailed)
    // Whole numbers are simpler, but their neighbours are not whole.
    let mixed = law { ($0 > 0.5 && $0 < 0.9) || $0 == 1 }
    let report = mixed.search(subject, cases: 40, seed: 0)
    #expect(report.hasFailed)
    #expect(try #require(report.counterexample?.violation.found) < 0.9)
  }

  /// Descent by the gradient with its own hump about 4, in a declared closed form without one.
  struct Hump: CoordinatewiseOptimizer, TraitDeclaring {
    @Hyperparameter("rate", in: 0...) var learningRate = 0.1
    static let card = Card(name: "hump", summary: "", formula: "", source: "")
    static let width = 0.1
    var traits: RuleTraits {
      var traits = RuleTraits(locality: .coordinatewise)
      traits.constantGradient = { g, _ in g }
      return traits
    }
    func update<T: KernelScalar>(
      _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
    ) {
      let distance = (abs(g) - 4) / T(Self.width)
      let hump = T.self == Double.self ? T(1e-13) / (1 + distance * distance) : 0
      x -= T(rate) * g * (1 + hump)
    }
  }

  @Test("A climb finds a fault that the drawn cases miss") func climb() throws {
    let law = try #require(RuleLaws.all.first { $0.card.id == "C1" })
    let rule = RuleSubject(Hump.self)
    var found = (climbing: 0, drawing: 0)
    for seed in 0..<40 as Range<UInt64> {
      // The same cases without a climb.
      let drawn = law.search(rule, cases: 20, seed: seed, shrinks: false, climbs: false)
      let climbed = law.search(rule, cases: 20, seed: seed, shrinks: false)
      if drawn.hasFailed { found.drawing += 1 }
      if climbed.hasFailed { found.climbing += 1 }
      let again = law.search(rule, cases: 20, seed: seed, shrinks: false)
      #expect(again.counterexample?.replayText == climbed.counterexample?.replayText)
    }
    #expect(found.climbing > found.drawing, "\(found)")
  }
}
