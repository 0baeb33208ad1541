import Descent
import ParameterFreePlugin
import Testing

@Suite("D-adapted Adam") struct DAdaptAdamTests {
  private func rule(_ change: (inout DAdaptAdam) -> Void = { _ in }) throws -> DAdaptAdam {
    try DAdaptAdam {
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.epsilon = 0
      $0.d0 = 0.5
      change(&$0)
    }
  }

  @Test("the first move is d₀ times (1 − β₁)/√(1 − β₂), whatever the gradient") func first() throws
  {
    let point = try Stream(start: [0.0, 0], gradients: [[7, -1e-9]]).points(rule())[0]
    #expect(abs(point[0] + 0.5) < 1e-15 && abs(point[1] - 0.5) < 1e-15)
  }

  @Test("steps before the first gradient do nothing, not even count") func idle() throws {
    var stepper = try Stepper<Double>(rule(), .vector(1))
    let fresh = stepper.state
    var x = [3.0]
    stepper.step(&x, gradient: [0])
    stepper.step(&x, gradient: [1], rate: 0)
    #expect(x == [3] && stepper.state == fresh)
  }

  @Test("the distance grows by the limit at most, and never falls") func growth() throws {
    var stepper = try Stepper<Double>(
      rule {
        $0.d0 = 1e-6
        $0.growthRate = 1.5
      }, .vector(1))
    var (x, before) = ([0.0], 1e-6)
    for _ in 1...20 {
      stepper.step(&x, gradient: [1])
      let d = stepper.state.scalars[0]
      #expect(d >= before && d <= 1.5 * before)
      before = d
    }
    #expect(before > 1e-6)
  }

  @Test("decays by the estimated rate beside the move, or through the moments") func decay() throws
  {
    let beside = try rule {
      $0.weightDecay = 0.5
      $0.decoupledWeightDecay = true
    }
    #expect(try Stream(start: [8.0], gradients: [[1]]).points(beside)[0] == [8 * 0.75 - 0.5])
    let coupled = try rule { $0.weightDecay = 0.5 }
    #expect(try Stream(start: [8.0], gradients: [[1]]).points(coupled)[0] == [7.5])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      DAdaptAdam.self,
      defaults: "dadapt_adam:lr=1,beta1=0.9,beta2=0.999,eps=1e-08,weight_decay=0,d0=1e-06,"
        + "growth_rate=0,decoupled_weight_decay=false,use_bias_correction=false",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "eps [0, inf)", "weight_decay [0, inf)",
        "d0 (0, inf)", "growth_rate [0, inf)", "decoupled_weight_decay true or false",
        "use_bias_correction true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      DAdaptAdam(), buffers: ["first_moment", "second_moment", "gradient_sum"],
      scalars: ["distance", "numerator", "beta1_power", "beta2_power"])
  }
}
