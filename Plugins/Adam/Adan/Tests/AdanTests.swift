import AdamPlugin
import Descent
import Testing

@Suite("Adan") struct AdanTests {
  @Test("two steps by hand") func twoSteps() throws {
    // m̂ = 2, 10/3; β₂ δ̂ = 0, 2/3; n = 1, 7, so the roots are 2 and 4.
    let rule = try Adan {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.5
      $0.beta3 = 0.75
      $0.epsilon = 0
    }
    let points = try Stream(start: [0.0], gradients: [[2], [4]]).points(rule)
    #expect(abs(points[0][0] + 1) < 1e-15 && abs(points[1][0] + 2) < 1e-14)
  }

  @Test("moves by the rate at every step under a constant gradient") func constant() throws {
    var stepper = try Stepper<Double>(Adan { $0.epsilon = 0 }, .vector(1))
    for _ in 1...500 {
      var x = [0.0]
      stepper.step(&x, gradient: [3])
      #expect(abs(x[0] + 0.001) < 1e-15)
    }
  }

  @Test("corrects a tensor that comes late by its own steps") func late() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    var stepper = try Stepper<Double>(Adan(), layout)
    var x = [0.0, 0.0]
    for _ in 1...9 { stepper.step(&x, gradient: [1, 7], present: [true, false]) }
    #expect(x[1] == 0)
    stepper.step(&x, gradient: [1, 7])
    #expect(abs(x[1] + 0.001) < 1e-10)
  }

  @Test("decays by division after the move, or by a factor before it") func decay() throws {
    let proximal = try Adan {
      $0.learningRate = 2
      $0.weightDecay = 0.5
    }
    #expect(try Stream(start: [8.0], gradients: [[0], [0]]).points(proximal) == [[4], [2]])
    let factor = try Adan {
      $0.learningRate = 1
      $0.weightDecay = 0.25
      $0.noProx = true
    }
    #expect(try Stream(start: [8.0], gradients: [[0], [0]]).points(factor) == [[6], [4.5]])
  }

  @Test("leaves a quadratic where the flip lemma says, far below epsilon", arguments: [0.9, 1.1])
  func stability(_ share: Double) throws {
    let limit = 2 / (0.02 / 1.98 + 2 * 0.92 * 0.08 / 1.92)
    #expect(abs(limit - 23.05) < 0.01)
    var stepper = try Stepper<Double>(Adan { $0.epsilon = 1 }, .vector(1))
    var x = [1e-200]
    for _ in 1...20_000 { stepper.step(&x, gradient: x, rate: share * limit) }
    #expect(share < 1 ? abs(x[0]) < 1e-205 : abs(x[0]) > 1e-195)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adan.self,
      defaults: "adan:lr=0.001,beta1=0.98,beta2=0.92,beta3=0.99,eps=1e-08,"
        + "weight_decay=0,no_prox=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "beta3 [0, 1)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
        "no_prox true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let buffers = ["first_moment", "mean_difference", "second_moment", "previous_gradient"]
    try expectState(
      Adan(), buffers: buffers, scalars: ["beta1_power", "beta2_power", "beta3_power"])
  }
}
