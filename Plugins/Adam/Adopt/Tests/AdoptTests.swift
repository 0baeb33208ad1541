import AdamPlugin
import Descent
import Testing

@Suite("ADOPT") struct AdoptTests {
  private func points(
    _ gradients: [[Double]], from start: [Double] = [0], _ change: (inout Adopt) -> Void
  ) throws -> [[Double]] {
    let rule = try Adopt {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      change(&$0)
    }
    return try Stream(start: start, gradients: gradients).points(rule)
  }

  @Test("three steps by hand") func threeSteps() throws {
    // v = 4, then 7; n = 1/2, then clipped to 2^½; m = 1/4, then 1/8 + 2^½/2.
    let points = try points([[2], [1], [8]]) { $0.clipExponent = 0.5 }
    #expect(points[0] == [0] && points[1] == [-0.25])
    #expect(abs(points[2][0] + 0.375 + 0.5.squareRoot()) < 1e-15)
  }

  @Test("the second step is clipped to 1, since the silent one does not count") func clipping()
    throws
  {
    #expect(try points([[1], [100]]) { _ in } == [[0], [-0.5]])
    #expect(try points([[1], [100]]) { $0.clipExponent = 0 } == [[0], [-50]])
  }

  @Test("divides by no less than epsilon") func epsilon() throws {
    #expect(try points([[0.5], [0.5]]) { $0.epsilon = 2 } == [[0], [-0.125]])
  }

  @Test("moves by the rate times 1 − β₁ᵗ⁻¹ under a constant gradient") func constantGradient()
    throws
  {
    let points = try points([[3], [3], [3], [3]]) { _ in }
    #expect(points == [[0], [-0.5], [-1.25], [-2.125]])
  }

  @Test("does not decay in the first step") func decay() throws {
    let decoupled = try points([[0], [0]], from: [8]) {
      $0.weightDecay = 0.25
      $0.decoupledWeightDecay = true
    }
    #expect(decoupled == [[8], [6]])
    // Coupled: both gradients are 2.
    #expect(try points([[0], [0]], from: [8]) { $0.weightDecay = 0.25 } == [[8], [7.5]])
  }

  @Test("shows a NaN in the clipped and in the silent step") func poison() throws {
    #expect(try points([[.nan]], from: [8]) { _ in }[0][0].isNaN)
    #expect(try points([[1], [.nan]], from: [8]) { _ in }[1][0].isNaN)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adopt.self,
      defaults: "adopt:lr=0.001,beta1=0.9,beta2=0.9999,eps=1e-06,clip_exponent=0.25,"
        + "weight_decay=0,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "clip_exponent [0, inf)",
        "weight_decay [0, inf)",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Adopt(), buffers: ["first_moment", "second_moment"], scalars: ["step"])
  }
}
