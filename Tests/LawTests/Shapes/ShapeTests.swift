import Descent
import DescentLaws
import LawMutants
import Testing

/// Shapes, sizes and extreme numbers: wrong rules that small vectors of ordinary numbers do not reveal
/// are rejected, and similar right rules pass.
@Suite("The shapes of tensors") struct ShapeTests {
  private static let wrong: [(rule: RuleSubject, law: String)] = [
    (RuleSubject(TallLeftAlone.self), "M1"), (RuleSubject(CubesLeftAlone.self), "M1"),
    (RuleSubject(ColumnLeftAlone.self), "M1"), (RowsOfLengthOne.subject(isColumnMajor: true), "M2"),
    (RuleSubject(FirstChunk.self), "M3"), (RuleSubject(NormOfEights.self), "M3"),
    (RuleSubject(ShortCount.self), "M3"), (Limited.subject("rate"), "U1"),
    (Limited.subject("floor"), "U1"), (Limited.subject("move"), "U1"),
    (Limited.subject("gradient"), "U1"), (Limited.subject("point"), "U1"),
  ]

  @Test("A wrong rule about which nothing is declared is rejected by its law", arguments: 0..<12)
  func rejected(_ number: Int) {
    let (rule, law) = Self.wrong[number]
    let failed = Self.reports(rule, seed: 0).filter(\.hasFailed).map(\.law.id)
    #expect(failed.contains(law), "\(rule.name): \(failed)")
  }

  private static let right: [RuleSubject] = [
    RuleSubject(CentredRows.self), RuleSubject(BlockScaled.self),
    RuleSubject(ClippedNorm.self), RuleSubject(OuterSums.self), RuleSubject(LargestMove.self),
    RuleSubject(GuardedSign.self), RowsOfLengthOne.subject(isColumnMajor: false),
    Limited.subject("nothing"), RuleSubject(SignBySize.self), RuleSubject(RateByShape.self),
  ]

  @Test("No law rejects a right rule that is similar to a wrong one", arguments: 0..<10)
  func leftAlone(_ number: Int) {
    for seed in 0..<2 as Range<UInt64> {
      let failures = Self.reports(Self.right[number], seed: seed).compactMap(LawFailure.init)
      #expect(failures.isEmpty, "\(failures)")
    }
  }

  private static func reports(_ rule: RuleSubject, seed: UInt64) -> [LawReport] {
    let battery = Battery(rule)
    return battery.selection(tier: .fast).map { battery.report(law: $0, cases: 10, seed: seed) }
  }

  @Test(
    "A rule that is claimed to be gradient descent is held to it in every shape, size and unit",
    arguments: ["rate", "floor", "move", "gradient", "point", "small", "chunk", "column"])
  func claims(_ what: String) {
    let rule =
      switch what {
      case "chunk": RuleSubject(FirstChunk.self)
      case "column": RuleSubject(ColumnLeftAlone.self)
      default: Limited.subject(what)
      }
    let claim = RuleClaim(DifferenceTests.builtIn("sgd"))
    let law = what == "chunk" ? "R8" : what == "column" ? "R4" : "R7"
    let reports = Self.reports(rule.likened(to: claim), seed: 0)
    #expect(reports.contains { $0.law.id == law && $0.hasFailed }, "\(what)")
    let right = Self.reports(Limited.subject("nothing").likened(to: claim), seed: 0)
    #expect(right.allSatisfy { !$0.hasFailed })
  }

  @Test(
    "Two rules that differ only in some shapes, sizes or extreme units are not the same",
    arguments: ["rate", "move", "gradient", "point", "small", "chunk", "column"])
  func differences(_ what: String) {
    let other =
      switch what {
      case "chunk": RuleSubject(FirstChunk.self)
      case "column": RuleSubject(ColumnLeftAlone.self)
      default: Limited.subject(what)
      }
    #expect(Self.part(Limited.subject("nothing"), other))
    #expect(Self.part(other, Limited.subject("nothing")))
  }

  @Test("A square that overflows where the step does not is a difference")
  func overflow() {
    #expect(Self.part(RuleSubject(SignBySize.self), RuleSubject(SignByRoot.self)))
    #expect(!Self.part(RuleSubject(SignBySize.self), RuleSubject(SignBySize.self)))
  }

  private static func part(_ a: RuleSubject, _ b: RuleSubject) -> Bool {
    if case .parts = difference(of: a, and: b, cases: 200, seed: 0).outcome { true } else { false }
  }

  @Test("A case prints its shapes, reads them back, and shrinks them")
  func text() throws {
    let text =
      "type float64 | tensors 2x3,0x3,2*2 | rule sgd:lr=1 | rates 1 | x 0*10 | g 1,2,3,4,5,6,0*4 | aux 0"
    let c = try RuleCase(replay: text)
    #expect(c.shapes == [[2, 3], [0, 3], [2], [2]])
    #expect(c.layout.tensors.map(\.shape) == c.shapes)
    #expect(c.replayText == text)
    let simpler = c.simplifications(for: RuleSubject(FirstChunk.self))
    #expect(simpler.contains { $0.shapes == [[6], [0], [2], [2]] }, "vectors")
    // The second row goes, and the second column.
    #expect(simpler.contains { $0.shapes[0] == [1, 3] && $0.gradients[0].prefix(3) == [1, 2, 3] })
    #expect(
      simpler.contains { $0.shapes[0] == [2, 2] && $0.gradients[0].prefix(4) == [1, 3, 4, 6] })
    for bad in ["2x", "x", "2x-1", "2x3*0", "99999x99999x99999"] {
      #expect(throws: ReplayError.self) {
        try RuleCase(replay: text.replacing("2x3,0x3,2*2", with: bad))
      }
    }
  }
}
