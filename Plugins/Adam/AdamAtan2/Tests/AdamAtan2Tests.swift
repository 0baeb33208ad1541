import AdamPlugin
import Descent
import Testing

@Suite("Adam-atan2") struct AdamAtan2Tests {
  @Test("moves by η a atan 1/b first, whatever the gradient") func firstStep() throws {
    for b in [1, 2.0] {
      let rule = try AdamAtan2 { $0.b = b }
      let points = try Stream(start: [0, 0, 0], gradients: [[1e-300, -7, 1e100]]).points(rule)
      let move = 0.001 * 1.27 * Double.atan(1 / b)
      // The square of 1e-300 underflows to 0, so this is a right angle.
      #expect(abs(points[0][0] + 0.001 * 1.27 * .pi / 2) < 1e-15)
      #expect(abs(points[0][1] - move) < 1e-15 && abs(points[0][2] + move) < 1e-15)
    }
  }

  @Test("stays where there has never been a gradient") func zero() throws {
    let points = try Stream(start: [3.0], gradients: [[0], [0]]).points(AdamAtan2())
    #expect(points == [[3], [3]])
  }

  @Test("shrinks by the rate times the decay") func decay() throws {
    let rule = try AdamAtan2 {
      $0.learningRate = 0.5
      $0.weightDecay = 0.25
    }
    #expect(try Stream(start: [64.0], gradients: [[0], [0]]).points(rule) == [[56], [49]])
  }

  @Test("shows a NaN") func poison() throws {
    #expect(try Stream(start: [3.0], gradients: [[.nan]]).points(AdamAtan2())[0][0].isNaN)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AdamAtan2.self,
      defaults: "adam_atan2:lr=0.001,beta1=0.9,beta2=0.999,a=1.27,b=1,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "a (0, inf)",
        "b (0, inf)",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      AdamAtan2(), buffers: ["first_moment", "second_moment"],
      scalars: ["beta1_power", "beta2_power"])
  }
}
