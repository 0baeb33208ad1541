import AdamPlugin
import Descent
import Testing

@Suite("LaProp") struct LaPropTests {
  private func points(
    _ gradients: [[Double]], from start: Double = 0, _ change: (inout LaProp) -> Void
  ) throws -> [Double] {
    let rule = try LaProp {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.epsilon = 0
      change(&$0)
    }
    return try Stream(start: [start], gradients: gradients).points(rule).map { $0[0] }
  }

  @Test("two steps by hand") func twoSteps() throws {
    // n = 1, then 4/√(76/7); m = 1/2, then 1/4 + n/2.
    let n = 4 / (76.0 / 7).squareRoot()
    for inMomentum in [false, true] {
      let points = try points([[2], [4]]) { $0.rateInMomentum = inMomentum }
      #expect(abs(points[0] + 1) < 1e-15)
      #expect(abs(points[1] + 1 + (0.25 + n / 2) / 0.75) < 1e-14)
    }
  }

  @Test("with the rate in the momentum older moves keep their share of the mean rate")
  func rateInMomentum() throws {
    let rule = try LaProp {
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.epsilon = 0
      $0.rateInMomentum = true
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    stepper.step(&x, gradient: [2], rate: 1)
    #expect(abs(x[0] + 1) < 1e-15)
    // m = 1/4 + n/4 and l = 1/2 at the rate 1/2.
    stepper.step(&x, gradient: [4], rate: 0.5)
    #expect(abs(x[0] + 1.25 + 1 / (76.0 / 7).squareRoot()) < 1e-14)
  }

  @Test("decays after the move") func decay() throws {
    let points = try points([[2]], from: 8) {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
    }
    #expect(abs(points[0] - 5.625) < 1e-14)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      LaProp.self,
      defaults: "laprop:lr=0.0004,beta1=0.9,beta2=0.999,eps=1e-15,"
        + "rate_in_momentum=false,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "rate_in_momentum true or false",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let buffers = ["first_moment", "second_moment"]
    try expectState(LaProp(), buffers: buffers, scalars: ["beta1_power", "beta2_power"])
    try expectState(
      LaProp { $0.rateInMomentum = true }, buffers: buffers, scalars: ["mean_rate", "beta2_power"])
  }
}
