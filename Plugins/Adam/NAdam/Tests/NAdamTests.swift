import AdamPlugin
import Descent
import Testing

@Suite("NAdam") struct NAdamTests {
  private func firstMove(_ change: (inout NAdam) -> Void) throws -> Double {
    let rule = try NAdam {
      $0.learningRate = 1
      $0.epsilon = 0
      change(&$0)
    }
    return try -Stream(start: [0.0], gradients: [[3]]).points(rule)[0][0]
  }

  @Test("makes the first moves that are published") func firstMoves() throws {
    #expect(abs(try firstMove { _ in } - 1.056) < 5e-4)
    #expect(abs(try firstMove { $0.momentumDecay = 0 } - (1 + 0.9 / 1.9)) < 1e-13)
    #expect(abs(try firstMove { $0.correction = .single } - 1.9) < 1e-13)
  }

  @Test("tends to the rate under a constant gradient") func constantGradient() throws {
    let rule = try NAdam {
      $0.learningRate = 1
      $0.epsilon = 0
      $0.momentumDecay = 0
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var last = 2.0
    for _ in 1...100 {
      var x = [0.0]
      stepper.step(&x, gradient: [3])
      #expect(-x[0] > 1 && -x[0] < last)
      last = -x[0]
    }
    #expect(last < 1.0001)
  }

  @Test("decays beside the moments, if asked") func decoupled() throws {
    let rule = try NAdam {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
      $0.decoupledWeightDecay = true
    }
    #expect(try Stream(start: [8.0], gradients: [[0], [0]]).points(rule) == [[6], [4.5]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      NAdam.self,
      defaults: "nadam:lr=0.002,beta1=0.9,beta2=0.999,eps=1e-08,weight_decay=0,"
        + "momentum_decay=0.004,correction=product,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
        "momentum_decay [0, inf)",
        "correction one of product, single",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      NAdam(), buffers: ["first_moment", "second_moment"],
      scalars: ["beta1_power", "beta2_power", "momentum_product", "step"])
  }
}
