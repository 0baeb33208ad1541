import Descent
import LayerwisePlugin
import Testing

@Suite("LARS") struct LarsTests {
  private func points(
    from start: [Double], _ gradients: [[Double]], _ change: (inout Lars) -> Void = { _ in }
  ) throws -> [[Double]] {
    let rule = try Lars {
      $0.learningRate = 2
      $0.momentum = 0.5
      $0.trustCoefficient = 0.25
      change(&$0)
    }
    return try Stream(start: start, gradients: gradients).points(rule)
  }

  @Test("the first move is as long as rate and trust times the tensor's norm") func firstMove()
    throws
  {
    // ‖x‖ = 5, ‖g‖ = 10: r = 1/8.
    #expect(try points(from: [3, 4], [[6, 8]]) == [[1.5, 2]])
  }

  @Test("decay counts by itself in the norm, or in the gradient") func decay() throws {
    // d = −2. Separate: r = ¼ · 4/(4 + ½ · 4) = 1/6; decayed: r = ¼ · 4/2 = ½.
    let separate = try points(from: [4], [[-4]]) { $0.weightDecay = 0.5 }
    #expect(abs(separate[0][0] - (4 + 2.0 / 6 * 2)) < 1e-15)
    let decayed = try points(from: [4], [[-4]]) {
      $0.weightDecay = 0.5
      $0.ratioNorm = .decayed
    }
    #expect(decayed == [[6]])
  }

  @Test("a tensor of zeros takes the gradient's step") func zeros() throws {
    #expect(try points(from: [0, 0], [[1, -2]]) == [[-2, 4]])
  }

  @Test("looks ahead, clips the ratio and keeps the rate in the velocity") func options() throws {
    #expect(try points(from: [4], [[1]]) { $0.nesterov = true } == [[1]])
    // r = 1 is less than η = 2: clipped to ½.
    #expect(try points(from: [4], [[1]]) { $0.trustClip = true } == [[3]])
    #expect(try points(from: [4], [[1]]) { $0.rateInVelocity = true } == [[2]])
    #expect(try points(from: [4], [[1]]) { $0.alwaysAdapt = false } == [[2]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Lars.self,
      defaults: "lars:lr=1,momentum=0.9,trust_coefficient=0.001,weight_decay=0,eps=0,"
        + "ratio_norm=separate,nesterov=false,rate_in_velocity=false,trust_clip=false,"
        + "always_adapt=true",
      ranges: [
        "lr [0, inf)", "momentum [0, 1)", "trust_coefficient (0, inf)", "weight_decay [0, inf)",
        "eps [0, inf)", "ratio_norm one of separate, decayed", "nesterov true or false",
        "rate_in_velocity true or false", "trust_clip true or false", "always_adapt true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Lars(), buffers: ["velocity"])
  }
}
