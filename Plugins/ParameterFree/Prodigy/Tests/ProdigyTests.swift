import Descent
import ParameterFreePlugin
import Testing

@Suite("Prodigy") struct ProdigyTests {
  private func rule(_ change: (inout Prodigy) -> Void = { _ in }) throws -> Prodigy {
    try Prodigy {
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
    let corrected = try rule { $0.useBiasCorrection = true }
    let unit = try Stream(start: [0.0], gradients: [[7]]).points(corrected)[0]
    // √(1 − β₂)/(1 − β₁) is 1 here, and so is the quotient of the moments.
    #expect(abs(unit[0] + 0.5) < 1e-15)
  }

  @Test("steps before the first gradient do nothing, not even count") func idle() throws {
    var stepper = try Stepper<Double>(rule(), .vector(1))
    let fresh = stepper.state
    var x = [3.0]
    stepper.step(&x, gradient: [0])
    stepper.step(&x, gradient: [1], rate: 0)
    #expect(x == [3] && stepper.state == fresh)
  }

  @Test("a tensor that comes late finds the distance that others have found") func late() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    var stepper = try Stepper<Double>(rule { $0.d0 = 1e-3 }, layout)
    var x = [0.0, 0]
    for _ in 1...20 { stepper.step(&x, gradient: [1, 5], present: [true, false]) }
    #expect(x[1] == 0)
    let distance = stepper.state.scalars[0]
    stepper.step(&x, gradient: [1, 5])
    // (1 − β₁)/√(1 − β₂) = 1, so its first move is the current distance.
    #expect(distance > 2e-3 && abs(x[1] / distance + 1) < 1e-12)
  }

  @Test("splitting a tensor changes nothing, of whatever rule without parameters") func split()
    throws
  {
    let rules: [any Optimizer] = [
      try rule(), try DAdaptAdam { $0.d0 = 0.5 }, try DAdaptSGD { $0.d0 = 0.5 },
      try DoG { $0.repsRel = 0.25 }, try DoWG { $0.epsilon = 0.25 },
    ]
    for rule in rules {
      var whole = try Stepper<Double>(rule, Layout([(name: "w", shape: [3])]))
      var parts = try Stepper<Double>(
        rule, Layout([(name: "v", shape: [1]), (name: "w", shape: [2])]))
      var (x, y) = ([3.0, -1, 0], [3.0, -1, 0])
      for g in [[1.0, -2, 3], [2, 0, -1], [1, 1, 1], [-4, 1, 0]] {
        whole.step(&x, gradient: g)
        parts.step(&y, gradient: g)
      }
      #expect(zip(x, y).allSatisfy { abs($0 - $1) < 1e-13 })
    }
  }

  @Test("the distance grows by the limit at most") func growth() throws {
    var stepper = try Stepper<Double>(
      rule {
        $0.d0 = 1e-6
        $0.growthRate = 2
      }, .vector(1))
    var (x, before) = ([0.0], 1e-6)
    for _ in 1...10 {
      stepper.step(&x, gradient: [1])
      #expect(stepper.state.scalars[0] <= 2 * before)
      before = stepper.state.scalars[0]
    }
    #expect(before > 1e-6)
  }

  @Test("refuses β₁ = 0") func range() {
    #expect(throws: ConfigurationError.self) { try Prodigy { $0.beta1 = 0 } }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Prodigy.self,
      defaults: "prodigy:lr=1,beta1=0.9,beta2=0.999,beta3=0,eps=1e-08,weight_decay=0,d0=1e-06,"
        + "d_coef=1,growth_rate=0,decoupled_weight_decay=true,use_bias_correction=false,"
        + "safeguard_warmup=false",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "beta3 [0, 1)", "eps [0, inf)",
        "weight_decay [0, inf)", "d0 (0, inf)", "d_coef (0, inf)", "growth_rate [0, inf)",
        "decoupled_weight_decay true or false", "use_bias_correction true or false",
        "safeguard_warmup true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      Prodigy(), buffers: ["start", "first_moment", "second_moment", "gradient_sum"],
      scalars: ["distance", "largest_distance", "numerator", "beta1_power", "beta2_power", "steps"])
  }
}
