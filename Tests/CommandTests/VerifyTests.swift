import Descent
import DescentCatalog
import DescentCommand
import Foundation
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

/// A kink at a minimum.
private struct Tip: FormulaProblem {
  static let card = Card(name: "tip", summary: "", formula: "√(x² + y²)", source: "")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [1, 2] }
  var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, curvature: .kink, at: [0, 0], value: 0, .closedForm("a norm"))
    ]
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { N.sqrt(x[0] * x[0] + x[1] * x[1]) }
}

/// An infimum that no point attains.
private struct Falling: FormulaProblem {
  static let card = Card(name: "falling", summary: "", formula: "eˣ", source: "")
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [1] }
  var infimum: Infimum? { Infimum(0, how: "x → −∞") }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { N.exp(x[0]) }
}

/// Claims its higher minimum to be global.
private struct TooHigh: FormulaProblem {
  static let card = Card(name: "high", summary: "", formula: "x⁴/4 − x³/3 − x²", source: "")
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [0.5] }
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [-1], value: -5.0 / 12, .closedForm("the wrong one"))]
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    x[0] * x[0] * (x[0] * x[0] / 4 - x[0] / 3 - 1)
  }
}

@Suite("The command verify") struct VerifyTests {
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

  @Test("fails with status 1 and says why when a claim is wrong") func wrong() async throws {
    let record = ConsoleRecord()
    await Console.$current.withValue(record.console) {
      await #expect(throws: Failure.self) {
        try await VerifyCommand.report([("wrong", WrongMinimum())])
      }
    }
    #expect(Failure.verdict.status == 1)
    #expect(record.output.contains("FAILS"))
    #expect(record.output.contains("the value is off by 1.0"))
    #expect(record.output.contains("1 certificate, 1 failed"))
  }

  @Test("prints problems in the order in which they were named, on any number of cores")
  func order() async {
    let names = ["sphere:n=3", "rosenbrock:n=10", "beale", "square", "himmelblau", "saddle"]
    let result = await descent(["verify"] + names)
    let titles = result.output.split(separator: "\n").map(String.init).filter(names.contains)
    #expect(titles == names)
    let again = await descent(["verify"] + names)
    #expect(again.output == result.output)
  }

  @Test("prints kinks as such, and claims that double precision cannot decide") func special()
    async throws
  {
    let record = ConsoleRecord()
    try await Console.$current.withValue(record.console) {
      try await VerifyCommand.report([("tip", Tip()), ("falling", Falling())])
    }
    let lines = record.output.split(separator: "\n")
    let row = try #require(lines.first { $0.hasPrefix("global minimum") })
    #expect(row.split(separator: " ").count { $0 == "kink" } == 4)
    #expect(row.hasSuffix("passes"))
    let infimum = try #require(lines.first { $0.hasPrefix("infimum 0, not attained") })
    #expect(infimum.hasSuffix("passes, nothing lower found"))
    #expect(record.output.contains("2 certificates, 0 failed"))
  }

  private func object(_ line: String) async throws -> [String: Any] {
    let result = await descent(line)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("prints everything as JSON") func json() async throws {
    let all = try await object("verify beale square --json")
    let problems = try #require(all["problems"] as? [[String: Any]])
    #expect(problems.map { $0["problem"] as? String } == ["beale", "square"])
    let certificates = try #require(problems[0]["certificates"] as? [[String: Any]])
    #expect(certificates.count == 3 && all["certificates"] as? Int == 4)
    #expect(certificates.allSatisfy { $0["passes"] as? Bool == true })
    #expect(certificates[1]["claim"] as? String == "saddle of index 1")
    #expect(certificates[1]["negative_eigenvalues"] as? Int == 1)
  }

  @Test("searches independently, with a row for each end") func search() async throws {
    let all = try await object("verify --search beale --json")
    let problems = try #require(all["problems"] as? [[String: Any]])
    let searches = try #require(problems[0]["searches"] as? [[String: Any]])
    #expect(searches.count == 9 && all["lower"] as? Int == 0)
    #expect(searches[0]["from"] as? String == "x0")
    #expect(searches[0]["ends_at"] as? String == "global minimum")
    let text = await descent("verify --search beale")
    #expect(text.status == 0 && text.output.contains("9 searches, 0 lower than claimed"))
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("fails if a search ends lower than the lowest claim") func lower() async throws {
    let record = ConsoleRecord()
    await Console.$current.withValue(record.console) {
      await #expect(throws: Failure.self) {
        try await SearchReport.print([("high", TooHigh())], json: false)
      }
    }
    #expect(record.output.contains("LOWER"))
  }
}
