import AdamPlugin
import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import LawMutants
import RuleSlips
import Testing

/// Closed forms, the reference, and the laws of convergence: each rejects a wrong rule.
@Suite("A law of stability") struct StabilityLawTests {
  static let wrong: [(law: String, rule: RuleSubject)] = [
    ("C1", WrongAdam<Adam, NoCorrection>.subject),
    ("C1", WrongRMSprop<AddedMean>.subject),
    ("C2", WrongMomentum<DeadMomentum>.subject),
    ("C3", WrongAdam<Adam, SwappedBetas>.subject),
    ("C4", WrongMomentum<FedBackLookAhead>.subject),
    ("C5", WrongAdam<Adam, TwoEpsilons>.subject),
    ("O1", WrongAdam<Adam, ReplacedSecond>.subject),
    ("S1", WrongMomentum<DeadMomentum>.subject),
    ("S1", WrongMomentum<FlippedLookAhead>.subject),
    ("S2", WrongSGD<SignStep>.subject),
    ("S3", WrongMomentum<AlwaysNesterov>.subject),
    ("S3", WrongAdam<Adam, SwappedFirstShares>.subject),
    ("S4", WrongSGD<SignStep>.subject),
    ("S5", WrongAdagrad<DoubleEpsilon>.subject),
    ("S6", WrongMomentum<DeadMomentum>.subject),
    ("S7", WrongMomentum<NegativeMomentum>.subject),
    ("S7", WrongMomentum<FlippedLookAhead>.subject),
  ]

  @Test("rejects a wrong rule", arguments: wrong.indices)
  func rejects(number: Int) throws {
    let (id, subject) = Self.wrong[number]
    let law = try #require(RuleLaws.all.first { $0.card.id == id })
    #expect(try violation(law, subject) != nil, "\(id) does not see \(subject.name)")
  }

  /// The first violation in sixty cases, not shrunk: laws that measure limits are slow to shrink.
  func violation(_ law: RuleLaw, _ subject: RuleSubject) throws -> (RuleCase, Violation)? {
    for index in 0..<60 {
      var draw = Draw(CounterRandom(seed: 1).split(stream: UInt64(index)))
      let c = try RuleCase.draw(&draw, for: subject, law.options)
      if case .violated(let violation) = law.judge(subject, c) { return (c, violation) }
    }
    return nil
  }

  @Test("every law of the two families but the long one is in the table") func complete() {
    let laws = (RuleLaws.closedForms + RuleLaws.stability).map(\.card.id)
    // O2 has its own wrong rules, in the tests of the reference.
    #expect(Set(laws).subtracting(["O2"]) == Set(Self.wrong.map(\.law)))
  }

  @Test("applies to the rules that have every regime", arguments: RuleLaws.stability.indices)
  func applies(law: Int) {
    let names = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"]
    for subject in Catalog.ruleSubjects where names.contains(subject.name) {
      // Leave out rules whose decay does not scale with the rate.
      let subject =
        subject.name == "adamw" ? subject.pinned(["decay": "rate"]) : subject
      let law = RuleLaws.stability[law]
      let report = law.search(subject, cases: law.card.tier == .fast ? 20 : 3, seed: 5)
      #expect(report.applied == report.cases, "\(law.card.id), \(subject.name): \(report.outcome)")
    }
  }

  @Test("S3 measures the limit that a wrong rule has") func measured() throws {
    // Its velocity always looks ahead, independently of its settings.
    let (c, violation) = try #require(
      try violation(RuleLaws.stabilityLimit, WrongMomentum<AlwaysNesterov>.subject))
    let mu = try #require(c.number("momentum"))
    let found = try #require(violation.found)
    let share = 1 - (c.number("dampening") ?? 0)
    // Where z² − (1 + μ − a (1 + sμ)) z + μ (1 − a) has the root −1.
    #expect(abs(found * (1 + mu + share * mu) / (2 * (1 + mu)) - 1) < 1e-3)
  }

  @Test("a heavy-ball regime is recognized as such") func heavyBalls() {
    let ball = LinearRegime(stabilityLimit: nil) { a, _ in .velocity(a, decay: 0.75, share: 0.5) }
    #expect(ball.heavyBall?.momentum == 0.75 && ball.heavyBall?.weight == 0.5)
    let plain = LinearRegime(stabilityLimit: 2) { a, _ in .plain(a) }
    #expect(plain.heavyBall?.momentum == 0 && plain.heavyBall?.weight == 1)
    let ahead = LinearRegime(stabilityLimit: nil) { a, _ in
      LinearRegime.Transition(xx: 1 - 1.5 * a, xp: -0.25, px: a, pp: 0.5)
    }
    #expect(ahead.heavyBall == nil)
  }
}
