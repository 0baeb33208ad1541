import AdamPlugin
import Descent
import Testing

@Suite("Yogi") struct YogiTests {
  @Test("fills its second moment by equal steps under a constant gradient") func filling() throws {
    let rule = try Yogi {
      $0.learningRate = 1
      $0.epsilon = 0
      $0.initialAccumulatorValue = 0
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    for t in 1...900 {
      var x = [0.0]
      stepper.step(&x, gradient: [3])
      let expected = ((1 - Double.pow(0.999, t)) / (Double(t) * 0.001)).squareRoot()
      #expect(abs(x[0] + expected) < 1e-10)
    }
  }

  @Test("goes down by a share of the square where it is above it") func above() throws {
    let rule = try Yogi {
      $0.beta2 = 0.75
      $0.initialAccumulatorValue = 8
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    for expected in [7.0, 6, 5, 4, 4] {
      stepper.step(&x, gradient: [2])
      #expect(stepper.state["second_moment"] == [expected])
    }
  }

  @Test("moves without a gradient only where the momentum is seeded") func seeded() throws {
    let zeros = [[0.0]]
    #expect(try Stream(start: [1.0], gradients: zeros).points(Yogi()) == [[1]])
    let seeded = try Yogi { $0.seedsMomentum = true }
    // 0.9e-6/0.1 over √(1e-6/1e-3) + 1e-3, times the rate 0.01.
    let move = 0.01 * 9e-6 / (0.001.squareRoot() + 1e-3)
    #expect(
      abs(try Stream(start: [1.0], gradients: zeros).points(seeded)[0][0] - (1 - move)) < 1e-15)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Yogi.self,
      defaults: "yogi:lr=0.01,beta1=0.9,beta2=0.999,eps=0.001,initial_accumulator_value=1e-06,"
        + "weight_decay=0,bias_correction=true,seeds_momentum=false,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "initial_accumulator_value [0, inf)",
        "weight_decay [0, inf)",
        "bias_correction true or false",
        "seeds_momentum true or false",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      Yogi(), buffers: ["first_moment", "second_moment"], scalars: ["beta1_power", "beta2_power"])
  }
}
