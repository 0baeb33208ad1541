import Descent
import DescentCatalog
import DescentCommand
import Testing

/// A sphere whose author claims the wrong minimum.
private struct WrongMinimum: FormulaProblem {
  static let card = Card(name: "wrong", summary: "", formula: "x² + y²", source: "")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [1, 1] }
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [0, 0], value: -1, .closedForm("not so"))]
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] + x[1] * x[1] }
}

@Suite struct VerifyTests {
  @Test("passes every built-in instance") func builtIn() async {
    let result = await descent("verify")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains(", 0 failed (GSL "))
    #expect(!result.output.contains("no stationary point known"))
  }

  @Test("covers every problem of the catalog that has a reference") func coverage() throws {
    let verified = try Catalog.verifiedProblems.map { try Specification($0).name }
    for type in Catalog.registry.problemTypes where type.init().reference != nil {
      #expect(verified.contains(type.card.name))
    }
  }

  @Test("fails with status 1 and says why when a claim is wrong") func wrong() throws {
    let record = ConsoleRecord()
    Console.$current.withValue(record.console) {
      #expect(throws: Failure.self) { try VerifyCommand.report([("wrong", WrongMinimum())]) }
    }
    #expect(Failure.verdict.status == 1)
    #expect(record.output.contains("FAILS"))
    #expect(record.output.contains("the value is off by 1.0"))
    #expect(record.output.contains("1 certificate, 1 failed"))
  }
}
