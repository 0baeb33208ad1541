import Descent
import ParameterFreePlugin
import Testing

@Suite("DoWG") struct DoWGTests {
  @Test("two steps by hand") func twoSteps() throws {
    let rule = try DoWG { $0.epsilon = 1 }
    // r² = 1, v = 9: 3/(3 + 1); then r² = 1 still, v = 25: 4/(5 + 1).
    let points = try Stream(start: [0.0], gradients: [[3], [4]]).points(rule)
    #expect(points[0] == [-0.75] && abs(points[1][0] + 0.75 + 4.0 / 6) < 1e-15)
  }

  @Test("the distance is the largest from the start") func distance() throws {
    let rule = try DoWG {
      $0.learningRate = 8
      $0.epsilon = 1
    }
    // The first move is 8 · 3/4 = 6, so r² = 36: v = 9 + 36 · 16.
    let points = try Stream(start: [0.0], gradients: [[3], [4]]).points(rule)
    #expect(points[0] == [-6])
    #expect(abs(points[1][0] + 6 + 8 * 36 * 4 / (585.0.squareRoot() + 1)) < 1e-13)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      DoWG.self, defaults: "dowg:lr=1,eps=0.0001,weight_decay=0,per_tensor=false",
      ranges: [
        "lr [0, inf)", "eps [0, inf)", "weight_decay [0, inf)", "per_tensor true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      DoWG(), buffers: ["start"], scalars: ["squared_distance", "squares", "steps"])
  }
}
