import AdamPlugin
import Descent
import Testing

@Suite("QHAdam") struct QHAdamTests {
  @Test("two steps by hand") func twoSteps() throws {
    // m̂ = 2, 10/3 and v̂ = 4, 76/7, each averaged with the gradient's own at weight ½.
    let rule = try QHAdam {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.nu1 = 0.5
      $0.nu2 = 0.5
      $0.epsilon = 0
    }
    let points = try Stream(start: [0.0], gradients: [[2], [4]]).points(rule)
    #expect(abs(points[0][0] + 1) < 1e-15)
    #expect(abs(points[1][0] + 1 + 11.0 / 3 / (94.0 / 7).squareRoot()) < 1e-14)
  }

  @Test("shrinks by the rate times the decay, if that is decoupled") func decay() throws {
    let rule = try QHAdam {
      $0.learningRate = 0.5
      $0.weightDecay = 0.25
      $0.decoupledWeightDecay = true
    }
    #expect(try Stream(start: [64.0], gradients: [[0], [0]]).points(rule) == [[56], [49]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      QHAdam.self,
      defaults: "qhadam:lr=0.001,beta1=0.995,beta2=0.999,nu1=0.7,nu2=1,eps=1e-08,"
        + "weight_decay=0,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "nu1 [0, 1]",
        "nu2 [0, 1]",
        "eps [0, inf)",
        "weight_decay [0, inf)",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      QHAdam(), buffers: ["first_moment", "second_moment"],
      scalars: ["beta1_power", "beta2_power"])
  }
}
