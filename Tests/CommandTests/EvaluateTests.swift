import Foundation
import Testing

@Suite("The command evaluate") struct EvaluateTests {
  private func object(_ line: String) async throws -> [String: Any] {
    let result = await descent(line)
    #expect(result.status == 0, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("prints value, gradient and Hessian, and only the requested ones") func json() async throws
  {
    let all = try await object("evaluate rosenbrock --at=-1.2,1 --derivatives 2 --json")
    #expect(abs((all["value"] as? Double ?? .nan) - 24.2) < 1e-12)
    #expect((all["gradient"] as? [Double])?.count == 2)
    let hessian = try #require(all["hessian"] as? [[Double]])
    #expect(hessian.map(\.count) == [2, 2] && hessian[1] == [480, 200])
    let value = try await object("evaluate rosenbrock --at=-1.2,1 --derivatives 0 --json")
    #expect(value.keys.sorted() == ["schema", "value"])
    let usual = try await object("evaluate square --at=3 --json")
    #expect(usual["gradient"] as? [Double] == [6] && usual["hessian"] == nil)
  }

  @Test("numbers that are not finite are null") func notFinite() async throws {
    let all = try await object("evaluate square --at=1e200 --json")
    #expect(all["value"] is NSNull && all["gradient"] as? [Double] == [2e200])
  }

  @Test("a point where the problem is not a number is an error") func undefined() async throws {
    for point in ["1e200,1e200", "-1e180,1e190"] {
      let result = await descent("evaluate monkey --at=\(point)")
      #expect(result.status == 2, "\(result.output)")
    }
  }

  @Test("names the entries of value, gradient and Hessian that are NaN or infinite")
  func named() async throws {
    let place = try Workplace()
    try place.write(
      PluginSource.header + """
        struct Edge: FormulaProblem {
          static let card = Card(name: "edge", summary: "a domain", formula: "f", source: "a test")
          var layout: Layout { .vector(2) }
          func start(seed: UInt64) -> [Double] { [1, 1] }
          func formula<N: FormulaNumber>(_ x: Point<N>) -> N { N.log(x[0]) + N.sqrt(x[1]) }
        }
        let plugin = Plugin(Edge.self)

        """, to: "Edge.swift")
    let both = try Program.run("evaluate Edge.swift --at=-1,4", in: place)
    #expect(both.status == 2)
    #expect(both.errors.contains("is not a number at this point: the value"), "\(both.errors)")
    let pole = try Program.run("evaluate Edge.swift --at=0,4 --json", in: place)
    #expect(pole.status == 0)
    #expect(pole.output.contains("\"value\": null"))
    #expect(
      pole.errors == "descent: null stands for infinite numbers: the value, gradient[1]\n",
      "\(pole.errors)")
    let root = try Program.run("evaluate Edge.swift --at=1,-1 --derivatives 2", in: place)
    #expect(root.status == 2 && root.errors.contains("gradient[2]"), "\(root.errors)")
    #expect(root.errors.contains("Hessian[2, 2]"))
  }

  @Test(
    "takes a point as users type it",
    arguments: [
      ["--at", "-1.2,1"], ["--at=-1.2, 1"], ["--at= -1.2 ,1 "], ["--at", "(-1.2, 1)"],
      ["--at", "[-1.2,1.0]"], ["--at=\u{2212}1.2,+1"], ["--at=-12e-1,1e0"], ["--at=-1.2,1."],
    ])
  func typed(_ words: [String]) async {
    let result = await descent(["evaluate", "rosenbrock", "--derivatives", "0"] + words)
    #expect(result.status == 0 && result.output == "value     24.199999999999996\n", "\(result)")
  }

  @Test("names the wrong entry by its index")
  func wrongEntries() async {
    let cases = [
      ("1,,2", "entry 2 is empty"), ("1,2,", "entry 3 is empty"),
      ("1 2,3", "entry 1 is '1 2', which is not a number"),
      ("1,nan", "entry 2 is 'nan', which is not a finite number"),
      ("1e999,1", "entry 1 is '1e999', which is not a finite number"),
      ("1,x", "entry 2 is 'x', which is not a number"),
    ]
    for (point, message) in cases {
      let result = await descent(["evaluate", "rosenbrock", "--at=\(point)"])
      #expect(
        result.status == 64 && result.errors == "descent: --at: \(message)\n", "\(result.errors)")
    }
  }

  @Test("prints text for users, at the start if no point is given") func text() async {
    let result = await descent("evaluate square")
    #expect(result.output == "value     1\ngradient  2\n")
  }

  @Test("refuses a wrong point in one line") func refusals() async {
    let cases: [(line: String, message: String)] = [
      (
        "evaluate rosenbrock --at=1",
        "descent: --at has 1 number, rosenbrock has 2 parameters\n"
      ),
      (
        "evaluate rosenbrock --at=1,a",
        "descent: --at: entry 2 is 'a', which is not a number\n"
      ),
      (
        "evaluate rosenbrock --derivatives 3",
        "descent: --derivatives must be 0, 1 or 2, got 3\n"
      ),
    ]
    for (line, message) in cases {
      let result = await descent(line)
      #expect(result.status == 64 && result.errors == message, "\(result.errors)")
    }
    #expect(await descent("evaluate mlp:data=iris --derivatives 2").status == 64)
  }
}
