import Descent
import DescentLaws
import Testing

/// Rules without declarations: right ones pass, and similar wrong ones are rejected.
@Suite("A rule without declarations") struct StrangerTests {
  private static let right: [any ConfigurableOptimizer.Type] = [
    BesideTheRate.self, Periodic.self, MeanOfPath.self, Steepest.self, Conjugate.self,
    OfTheRun.self, Threshold.self,
  ]

  @Test("No law rejects a right rule", arguments: 0..<7)
  func leftAlone(_ number: Int) {
    for seed in 0..<2 as Range<UInt64> {
      let failures = Self.reports(Self.right[number], seed: seed).compactMap(LawFailure.init)
      #expect(failures.isEmpty, "\(failures)")
    }
  }

  private static let wrong: [(rule: any ConfigurableOptimizer.Type, law: String)] = [
    (FloorOfRate.self, "P14"), (ShortCounter.self, "P15"), (LateNaN.self, "P15"),
    (UnreadMean.self, "P12"), (UnreadMean.self, "P13"), (SwallowedNaN.self, "P11"),
    (NormOfNothing.self, "P10"), (WrongNeighbour.self, "T2"), (DecayWithoutGradient.self, "P8"),
  ]

  @Test("A wrong rule is rejected by its law", arguments: 0..<9)
  func rejected(_ number: Int) {
    let (rule, law) = Self.wrong[number]
    let failed = Self.reports(rule, seed: 0).filter(\.hasFailed).map(\.law.id)
    #expect(failed.contains(law), "\(rule): \(failed)")
  }

  @Test("A found trait that a case refutes is reported, and is not a failure")
  func refuted() {
    let reports = (0..<5 as Range<UInt64>).flatMap { Self.reports(Threshold.self, seed: $0) }
    let refuted = reports.filter {
      if case .refuted = $0.outcome { true } else { false }
    }
    #expect(refuted.contains { ["T15", "T18"].contains($0.law.id) })
    #expect(reports.filter(\.hasFailed).isEmpty)
  }

  private static func reports(
    _ rule: any ConfigurableOptimizer.Type, seed: UInt64
  ) -> [LawReport] {
    let battery = Battery(rule)
    return battery.selection(tier: .fast).map { battery.report(law: $0, cases: 10, seed: seed) }
  }
}
