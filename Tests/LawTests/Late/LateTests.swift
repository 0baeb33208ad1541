import Descent
import DescentCatalog
import DescentLaws
import Testing

/// Faults that show late, in one precision, under two options together, or without gradients or rates.
@Suite("A failure that comes late") struct LateTests {
  private static func rule(_ slip: Slipping.Slip) -> RuleSubject {
    RuleSubject(Slipping.self).pinned(["slip": slip.rawValue])
  }

  private static let adam = DifferenceTests.builtIn("adam")

  @Test(
    "diff finds a difference that shows late, rarely or in one precision only",
    arguments: Slipping.Slip.allCases)
  func differs(_ slip: Slipping.Slip) {
    let found = difference(of: Self.rule(.none), and: Self.rule(slip), cases: 200, seed: 0)
    switch found.outcome {
    case .identical: #expect(slip == .none)
    case .parts: #expect(slip != .none)
    default: Issue.record("\(slip): \(found.outcome)")
    }
  }

  @Test("diff finds another author's Adam equal to Adam up to rounding after thousands of steps")
  func twin() {
    for seed in 0..<3 as Range<UInt64> {
      let found = difference(of: Self.rule(.none), and: Self.adam, cases: 200, seed: seed)
      guard case .rounding = found.outcome else {
        Issue.record("\(seed): \(found.outcome)")
        continue
      }
    }
  }

  @Test(
    "a claim is tested late, in both precisions and under pairs of options",
    arguments: Slipping.Slip.allCases)
  func claimed(_ slip: Slipping.Slip) {
    let subject = Self.rule(slip).likened(to: RuleClaim(Self.adam))
    // Ten cases a law have few pauses.
    let failed = (0..<3 as Range<UInt64>).flatMap { Self.failures(Battery(subject), seed: $0) }
    #expect(failed.isEmpty == (slip == .none), "\(slip): \(failed)")
  }

  @Test("without declarations, a fault in one precision is found, and the right counterpart passes")
  func precisions() {
    for slip in [Slipping.Slip.singleOnly, .doubleOnly] {
      #expect(Self.failures(Battery(Self.rule(slip))).contains("P21"), "\(slip)")
    }
    for seed in 0..<2 as Range<UInt64> {
      #expect(Self.failures(Battery(Self.rule(.none)), seed: seed).isEmpty)
    }
  }

  @Test(
    "a counter may stop or restart anywhere but at the end of a short integer type",
    arguments: Counting.End.allCases)
  func counters(_ end: Counting.End) {
    let subject = RuleSubject(Counting.self).pinned(["end": end.rawValue])
    let isRight = [.warmup, .period].contains(end)
    for seed in 0..<2 as Range<UInt64> {
      let failed = Self.failures(Battery(subject), seed: seed)
      #expect(isRight ? failed.isEmpty : failed.contains("P15"), "\(end): \(failed)")
    }
  }

  @Test("the laws set no index beyond a buffer")
  func ring() {
    for seed in 0..<2 as Range<UInt64> {
      #expect(Self.failures(Battery(Ring.self), seed: seed).isEmpty)
    }
  }

  @Test("a clock shared by all instances is reported")
  func sharedClock() {
    let failed = Self.failures(Battery(SharedClock.self))
    #expect(!Set(failed).isDisjoint(with: ["P1", "P4", "P5", "P6", "P7", "P8"]), "\(failed)")
  }

  @Test("an option without effect at the held settings is not a failure")
  func held() throws {
    for name in ["momentum:momentum=0", "adam:beta1=0", "adamw:weight_decay=0"] {
      let specification = try Specification(name)
      let subject = DifferenceTests.builtIn(specification.name)
      let failed = Self.failures(Battery(subject.holding(specification.settings)))
      #expect(Set(failed).isDisjoint(with: ["P12", "P13"]), "\(name): \(failed)")
    }
    let dead = RuleSubject(UnreadMean.self).holding([(key: "learning_rate", text: "0.1")])
    #expect(Set(Self.failures(Battery(dead))).isSuperset(of: ["P12", "P13"]))
  }

  @Test("a long case prints as the few gradients that it repeats, and reads back")
  func replays() throws {
    let text = """
      type float64
      tensors 1
      rule sgd:lr=1
      rates 1,0.5
      x 0
      g 1; -2
      aux 0
      steps 1501
      """
    let c = try RuleCase(replay: text)
    #expect(c.steps == 1501 && c.gradients[1500] == [1] && c.rates[1499] == 0.5)
    #expect("\(c)" == text)
    #expect(throws: ReplayError.self) {
      try RuleCase(replay: text.replacing("1501", with: "1000000000"))
    }
  }

  @Test("a schedule about which nothing is declared stays past its horizon")
  func schedules() {
    for (isRight, battery) in [(true, Battery(Stays.self)), (false, Battery(TurnsBackAgain.self))] {
      let failed = Self.failures(battery)
      #expect(isRight ? failed.isEmpty : failed == ["sched/settled"], "\(failed)")
    }
  }

  private static func failures(_ battery: Battery, seed: UInt64 = 0) -> [String] {
    battery.selection(tier: .fast).map { battery.report(law: $0, cases: 10, seed: seed) }
      .filter(\.hasFailed).map(\.law.id)
  }
}
