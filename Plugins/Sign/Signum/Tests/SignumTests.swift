import Descent
import DescentRules
import SignPlugin
import Testing

@Suite("Signum") struct SignumTests {
  private func points(_ change: (inout Signum) -> Void) throws -> [Double] {
    let rule = try Signum {
      $0.learningRate = 1
      $0.momentum = 0.5
      change(&$0)
    }
    return try Stream(start: [0.0], gradients: [[8], [-4], [-4], [0]]).points(rule).map { $0[0] }
  }

  @Test("moves by the rate against the sign of the mean") func mean() throws {
    // m = 4, 0, −2, −1.
    #expect(try points { _ in } == [-1, -1, 0, 1])
  }

  @Test("looks ahead by one mean in Nesterov's form") func nesterov() throws {
    // m/2 + g/2 = 6, −2, −3, −½.
    #expect(try points { $0.nesterov = true } == [-1, 0, 1, 2])
  }

  @Test("without momentum moves by the sign of the gradient") func signDescent() throws {
    #expect(try points { $0.momentum = 0 } == [-1, 0, 1, 1])
  }

  @Test("shrinks by the rate times the decay before the move") func decay() throws {
    let rule = try Signum {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
    }
    #expect(try Stream(start: [8.0], gradients: [[1], [1]]).points(rule) == [[5.5], [3.625]])
  }

  @Test("takes neither 0 nor NaN for a direction") func noDirection() throws {
    let points = try Stream(start: [1, 1], gradients: [[0, Double.nan]]).points(Signum())
    #expect(points[0][0] == 1 && points[0][1].isNaN)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Signum.self, defaults: "signum:lr=0.0001,momentum=0.9,nesterov=false,weight_decay=0",
      ranges: [
        "lr [0, inf)", "momentum [0, 1)", "nesterov true or false", "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Signum(), buffers: ["momentum"])
  }
}
