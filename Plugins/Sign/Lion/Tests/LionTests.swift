import Descent
import DescentRules
import SignPlugin
import Testing

@Suite("Lion") struct LionTests {
  @Test("takes the sign of the interpolation with the old mean") func oldMean() throws {
    let rule = try Lion {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.75
    }
    // m = 0, 2, ½, ¼ before the steps; m + g = 8, −2, ¼ …, each halved.
    let points = try Stream(start: [0.0], gradients: [[8], [-4], [-0.5], [0]]).points(rule)
    #expect(points == [[-1], [0], [0], [-1]])
  }

  @Test("shrinks by the rate times the decay before the move") func decay() throws {
    let rule = try Lion {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
    }
    #expect(try Stream(start: [8.0], gradients: [[1], [1]]).points(rule) == [[5.5], [3.625]])
  }

  @Test("takes neither 0 nor NaN for a direction") func noDirection() throws {
    let points = try Stream(start: [1, 1], gradients: [[0, Double.nan]]).points(Lion())
    #expect(points[0][0] == 1 && points[0][1].isNaN)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Lion.self, defaults: "lion:lr=0.0001,beta1=0.9,beta2=0.99,weight_decay=0",
      ranges: ["lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "weight_decay [0, inf)"])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Lion(), buffers: ["momentum"])
  }
}
