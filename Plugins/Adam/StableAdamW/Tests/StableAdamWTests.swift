import AdamPlugin
import Descent
import Testing

@Suite("StableAdamW") struct StableAdamWTests {
  @Test("divides the rate where gradients exceed the second moment") func twoSteps() throws {
    let rule = try StableAdamW {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.5
      $0.epsilon = 0
      $0.weightDecay = 0
    }
    let points = try Stream(start: [0.0, 0], gradients: [[2, 2], [4, 2]]).points(rule)
    #expect(abs(points[0][0] + 1) < 1e-15 && abs(points[0][1] + 1) < 1e-15)
    // v = 12 and 4, the mean of g²/v is 7/6; m = 10/3 and 2.
    let rate = (6.0 / 7).squareRoot()
    #expect(abs(points[1][0] + 1 + rate * 10 / 3 / 12.0.squareRoot()) < 1e-14)
    #expect(abs(points[1][1] + 1 + rate) < 1e-14)
  }

  @Test("shrinks by the rate times the decay while there is no gradient") func decay() throws {
    let rule = try StableAdamW {
      $0.learningRate = 1
      $0.weightDecay = 0.25
    }
    #expect(try Stream(start: [8.0], gradients: [[0], [0]]).points(rule) == [[6], [4.5]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      StableAdamW.self,
      defaults: "stableadamw:lr=0.001,beta1=0.9,beta2=0.99,eps=1e-06,weight_decay=0.01",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      StableAdamW(), buffers: ["first_moment", "second_moment"],
      scalars: ["beta1_power", "beta2_power"])
  }
}
