import AdamPlugin
import Descent
import Testing

@Suite("AdEMAMix") struct AdEMAMixTests {
  private func rule(_ change: (inout AdEMAMix) -> Void) throws -> AdEMAMix {
    try AdEMAMix {
      $0.learningRate = 1
      $0.epsilon = 0
      change(&$0)
    }
  }

  @Test("two steps by hand") func twoSteps() throws {
    // m̂ = 2, 10/3; n = 1/2, 11/8; v̂ = 4, 76/7; α = 2.
    let rule = try rule {
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.beta3 = 0.75
      $0.alpha = 2
    }
    let points = try Stream(start: [0.0], gradients: [[2], [4]]).points(rule)
    #expect(abs(points[0][0] + 1.5) < 1e-15)
    let second = (10.0 / 3 + 2.75) / (76.0 / 7).squareRoot()
    #expect(abs(points[1][0] + 1.5 + second) < 1e-14)
  }

  @Test("grows to 1 + α times the rate under a constant gradient") func constantGradient() throws {
    var stepper = try Stepper<Double>(rule { $0.beta3 = 0.99 }, .vector(1))
    var move = 0.0
    for step in 1...2000 {
      var x = [0.0]
      stepper.step(&x, gradient: [3])
      move = -x[0]
      #expect(abs(move - 1 - 5 * (1 - .pow(0.99, step))) < 1e-11)
    }
    #expect(abs(move - 6) < 1e-7)
  }

  @Test("raises α linearly, and the half-life of β₃ as well") func warmups() throws {
    let rule = try AdEMAMix {
      $0.alphaWarmup = 4
      $0.beta3Warmup = 10
      $0.beta3 = 0.99
    }
    #expect([1, 2, 4, 9].map { rule.weight(at: $0) } == [1.25, 2.5, 5, 5])
    let halfLife = { (beta: Double) in Double.log(0.5) / .log(beta) }
    let middle = (halfLife(0.9) + halfLife(0.99)) / 2
    #expect(abs(halfLife(rule.slowDecay(at: 5)) - middle) < 1e-4)
    #expect(rule.slowDecay(at: 10) == 0.99)
    #expect(abs(rule.slowDecay(at: 0) - 0.9) < 1e-7)
  }

  @Test("leaves a quadratic where the flip lemma says, far below epsilon", arguments: [0.98, 1.02])
  func stability(_ share: Double) throws {
    let rule = try AdEMAMix {
      $0.epsilon = 1
      $0.beta1 = 0.5
      $0.beta3 = 0.75
      $0.alpha = 2
    }
    // 2/[(1 − β₁)/(1 + β₁) + α (1 − β₃)/(1 + β₃)] is 2/(1/3 + 2/7).
    let limit = 2 / (1.0 / 3 + 2.0 / 7)
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [1e-200]
    for _ in 1...3000 { stepper.step(&x, gradient: x, rate: share * limit) }
    #expect(share < 1 ? abs(x[0]) < 1e-205 : abs(x[0]) > 1e-195)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AdEMAMix.self,
      defaults: "ademamix:lr=0.001,beta1=0.9,beta2=0.999,beta3=0.9999,alpha=5,eps=1e-08,"
        + "alpha_warmup=0,beta3_warmup=0,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "beta3 [0, 1)",
        "alpha [0, inf)",
        "eps [0, inf)",
        "alpha_warmup [0, inf)",
        "beta3_warmup [0, inf)",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let buffers = ["fast_mean", "second_moment", "slow_mean"]
    let powers = ["beta1_power", "beta2_power"]
    try expectState(AdEMAMix(), buffers: buffers, scalars: powers)
    try expectState(
      AdEMAMix { $0.alphaWarmup = 9 }, buffers: buffers, scalars: powers + ["step"])
  }
}
