import AdamPlugin
import Descent
import DescentRules
import Testing

@Suite("Adamax") struct AdamaxTests {
  @Test("two steps by hand, for each place of eps", arguments: Adamax.Placement.allCases)
  func twoSteps(placement: Adamax.Placement) throws {
    // β₁ = β₂ = ½, ε = ½, g = 4, 1: m = 2, 1½, corrected 4, 2; u = 4½, 2¼ or 4, 2 and ½.
    let rule = try Adamax {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.5
      $0.epsilon = 0.5
      $0.epsPlacement = placement
    }
    let points = try Stream(start: [0.0], gradients: [[4], [1]]).points(rule)
    let second = placement == .norm ? 2.25 : 2.5
    #expect(abs(points[0][0] + 4 / 4.5) < 1e-15)
    #expect(abs(points[1][0] + 4 / 4.5 + 2 / second) < 1e-15)
  }

  @Test("moves by the rate times the sign under a constant gradient") func constantGradient() throws
  {
    let rule = try Adamax { $0.epsilon = 0 }
    var stepper = try Stepper<Double>(rule, .vector(1))
    for _ in 1...500 {
      var x = [0.0]
      stepper.step(&x, gradient: [3])
      #expect(abs(x[0] + 0.002) < 1e-15)
    }
  }

  @Test("shows a NaN") func poison() throws {
    let rule = try Adamax { $0.epsilon = 0 }
    #expect(try Stream(start: [1.0], gradients: [[.nan]]).points(rule)[0][0].isNaN)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adamax.self,
      defaults:
        "adamax:lr=0.002,beta1=0.9,beta2=0.999,eps=1e-08,weight_decay=0,eps_placement=norm",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
        "eps_placement one of norm, denominator",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      Adamax(), buffers: ["first_moment", "largest_gradient"], scalars: ["beta1_power"])
  }
}
