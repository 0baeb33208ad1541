import AdamPlugin
import Descent
import Testing

@Suite("MARS") struct MARSTests {
  private func moment(_ gradients: [[Double]], _ change: (inout MARS) -> Void) throws -> [Double] {
    // The difference has the factor γ β₁/(1 − β₁) = ½.
    let rule = try MARS {
      $0.beta1 = 0.5
      $0.gamma = 0.5
      change(&$0)
    }
    var stepper = try Stepper<Double>(rule, .vector(2))
    var x = [0.0, 0]
    for gradient in gradients { stepper.step(&x, gradient: gradient) }
    return stepper.state["first_moment"].map(Array.init) ?? []
  }

  @Test("clips the corrected gradient to norm 1") func clip() throws {
    // c = 3/2 (3, 4), of norm 7½.
    let clipped = try moment([[3, 4]]) { _ in }
    #expect(abs(clipped[0] - 0.3) < 1e-15 && abs(clipped[1] - 0.4) < 1e-15)
    #expect(try moment([[3, 4]]) { $0.clip = 0 } == [2.25, 3])
  }

  @Test("leaves the first difference out, if asked") func firstDifference() throws {
    let change: (inout MARS) -> Void = {
      $0.firstDifference = .zero
      $0.clip = 0
    }
    #expect(try moment([[3, 4]], change) == [1.5, 2])
    // c = 7 + ½ (7 − 3) and 4.
    #expect(try moment([[3, 4], [7, 4]], change) == [5.25, 3])
  }

  @Test("moves by the rate first, in both variants", arguments: MARS.Variant.allCases)
  func firstMove(_ variant: MARS.Variant) throws {
    let rule = try MARS {
      $0.variant = variant
      $0.epsilon = 0
    }
    let points = try Stream(start: [0.0, 0], gradients: [[0.3, -0.01]]).points(rule)
    #expect(abs(points[0][0] + 0.003) < 1e-15 && abs(points[0][1] - 0.003) < 1e-15)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      MARS.self,
      defaults: "mars:lr=0.003,beta1=0.95,beta2=0.99,gamma=0.025,eps=1e-08,clip=1,"
        + "variant=adamw,first_difference=gradient,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "gamma [0, inf)",
        "eps [0, inf)",
        "clip [0, inf)",
        "variant one of adamw, lion",
        "first_difference one of gradient, zero",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let powers = ["beta1_power", "beta2_power"]
    try expectState(
      MARS(), buffers: ["first_moment", "previous_gradient", "second_moment"], scalars: powers)
    try expectState(
      MARS { $0.variant = .lion }, buffers: ["first_moment", "previous_gradient"], scalars: powers)
  }
}
