import AdamPlugin
import Descent
import Testing

@Suite("AdaBound") struct AdaBoundTests {
  @Test("clips the rate of a coordinate between its bounds") func bounds() throws {
    // γ = 1: bounds 1/20 and 1/5 of the first step, m = g/10, √v̂ = |g|, c₁ = 1/10.
    let rule = try AdaBound {
      $0.learningRate = 1
      $0.epsilon = 0
      $0.gamma = 1
    }
    let points = try Stream(start: [0, 0, 0], gradients: [[1e-3, 1e3, 100]]).points(rule)
    // Adam's 1/(c₁ |g|) is 10⁴, 0.01 and 0.1.
    for (x, expected) in zip(points[0], [0.2 * 1e-4, 0.05 * 100, 0.1 * 10]) {
      #expect(abs(x + expected) < 1e-12 * expected)
    }
  }

  @Test("ends as momentum with the final rate") func settles() throws {
    let rule = try AdaBound { $0.gamma = 1e6 }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    for _ in 1...400 {
      x = [0]
      stepper.step(&x, gradient: [5])
    }
    #expect(abs(x[0] + 0.5) < 1e-6)
  }

  @Test("lets a schedule reach the bounds") func scheduled() throws {
    let rule = try AdaBound { $0.gamma = 1 }
    var (whole, half) = (
      try Stepper<Double>(rule, .vector(1)), try Stepper<Double>(rule, .vector(1))
    )
    var (x, y) = ([0.0], [0.0])
    whole.step(&x, gradient: [1e-6], rate: 0.001)
    half.step(&y, gradient: [1e-6], rate: 0.0005)
    #expect(x[0] == 2 * y[0] && x[0] < 0)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AdaBound.self,
      defaults: "adabound:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-08,final_lr=0.1,gamma=0.001,"
        + "amsbound=false,weight_decay=0,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "final_lr [0, inf)",
        "gamma [0, inf)",
        "amsbound true or false",
        "weight_decay [0, inf)",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let moments = ["first_moment", "second_moment"]
    let scalars = ["beta1_power", "beta2_power", "step"]
    try expectState(AdaBound(), buffers: moments, scalars: scalars)
    try expectState(
      AdaBound { $0.amsbound = true }, buffers: moments + ["largest_second_moment"],
      scalars: scalars)
  }
}
