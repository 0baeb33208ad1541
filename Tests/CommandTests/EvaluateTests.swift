import Foundation
import Testing

@Suite struct EvaluateTests {
  private func object(_ line: String) async throws -> [String: Any] {
    let result = await descent(line)
    #expect(result.status == 0, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("answers value, gradient and Hessian, and only what was asked for") func json() async throws
  {
    let all = try await object("evaluate rosenbrock --at=-1.2,1 --derivatives 2 --json")
    #expect(abs((all["value"] as? Double ?? .nan) - 24.2) < 1e-12)
    #expect((all["gradient"] as? [Double])?.count == 2)
    let hessian = try #require(all["hessian"] as? [[Double]])
    #expect(hessian.map(\.count) == [2, 2] && hessian[1] == [480, 200])
    let value = try await object("evaluate rosenbrock --at=-1.2,1 --derivatives 0 --json")
    #expect(value.keys.sorted() == ["value"])
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

  @Test("prints text for people, and the start where no point is given") func text() async {
    let result = await descent("evaluate square")
    #expect(result.output == "value     1\ngradient  2\n")
  }

  @Test("refuses what is no point of the problem, in one line") func refusals() async {
    let cases: [(line: String, message: String)] = [
      (
        "evaluate rosenbrock --at=1",
        "descent: --at has 1 number, rosenbrock has 2 parameters\n"
      ),
      (
        "evaluate rosenbrock --at=1,a",
        "descent: --at must be numbers separated by commas, got 'a'\n"
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
