import Descent
import DescentRules
import LayerwisePlugin
import Testing

@Suite("LAMB") struct LambTests {
  private func points(
    from start: [Double], _ gradients: [[Double]], _ change: (inout Lamb) -> Void = { _ in }
  ) throws -> [[Double]] {
    let rule = try Lamb {
      $0.learningRate = 0.5
      $0.epsilon = 0
      $0.weightDecay = 0
      change(&$0)
    }
    return try Stream(start: start, gradients: gradients).points(rule)
  }

  private func length(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  @Test("every move is as long as the rate times the tensor's norm") func moves() throws {
    var before = [3.0, -4]
    for point in try points(
      from: before, [[1, 7], [-2, 1e-3], [5, 0]], { $0.weightDecay = 0.1 })
    {
      #expect(abs(length(point, before) - 0.5 * length(before, [0, 0])) < 1e-12)
      before = point
    }
  }

  @Test("the first direction is the sign of the gradient, whatever is corrected") func first()
    throws
  {
    for isCorrected in [true, false] {
      let point = try points(from: [3, 4], [[2, -1e-5]]) { $0.biasCorrection = isCorrected }[0]
      let move = 2.5 / 2.0.squareRoot()
      #expect(abs(point[0] - 3 + move) < 1e-12 && abs(point[1] - 4 - move) < 1e-12)
    }
  }

  @Test("without the ratio it is Adam's step; clipped it is no longer than that") func ratio()
    throws
  {
    for point in [
      try points(from: [3, 4], [[2, -1]]) { $0.alwaysAdapt = false }[0],
      try points(from: [3, 4], [[2, -1]]) { $0.trustClip = true }[0],
      try points(from: [0, 0], [[2, -1]])[0].enumerated().map { $1 + [3, 4][$0] },
    ] { #expect(abs(point[0] - 2.5) < 1e-12 && abs(point[1] - 4.5) < 1e-12) }
  }

  @Test("clamps the norm of x") func clamp() throws {
    let point = try points(from: [30, 40], [[2, -1]]) { $0.clampNorm = 10 }[0]
    #expect(abs(length(point, [30, 40]) - 5) < 1e-12)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Lamb.self,
      defaults: "lamb:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-06,weight_decay=0.01,"
        + "bias_correction=true,grad_averaging=true,trust_clip=false,always_adapt=true,clamp_norm=0",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "eps [0, inf)", "weight_decay [0, inf)",
        "bias_correction true or false", "grad_averaging true or false", "trust_clip true or false",
        "always_adapt true or false", "clamp_norm [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      Lamb(), buffers: ["first_moment", "second_moment"], scalars: ["beta1_power", "beta2_power"])
  }
}
