import Descent
import MomentumPlugin
import Testing

@Suite("Momentum") struct MomentumTests {
  private func points(_ change: (inout Momentum) -> Void) throws -> [Double] {
    let rule = try Momentum {
      $0.learningRate = 1
      $0.momentum = 0.5
      change(&$0)
    }
    return try Stream(start: [0.0], gradients: [[8], [4], [0]]).points(rule).map { $0[0] }
  }

  @Test("accumulates the velocity and moves by it") func heavyBall() throws {
    #expect(try points { _ in } == [-8, -16, -20])
  }

  @Test("looks ahead by one velocity in Nesterov's form") func nesterov() throws {
    #expect(try points { $0.nesterov = true } == [-12, -20, -22])
  }

  @Test("does not dampen the first gradient") func dampening() throws {
    #expect(try points { $0.dampening = 0.5 } == [-8, -14, -17])
  }

  @Test("dampens the first gradient too, if asked") func dampensFirst() throws {
    let dampened = try points {
      $0.dampening = 0.5
      $0.dampensFirst = true
    }
    #expect(dampened == [-4, -8, -10])
  }

  @Test("keeps the rate of a gradient in the velocity, if asked", arguments: [false, true])
  func rateInVelocity(nesterov: Bool) throws {
    let rule = try Momentum {
      $0.learningRate = 1
      $0.momentum = 0.5
      $0.nesterov = nesterov
      $0.rateInVelocity = true
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    // v = 8, 4 + 2, 3; Nesterov's moves are 12, 2 + 3 and 1½.
    let points = zip([8.0, 4, 0], [1, 0.5, 0.5]).map { g, rate in
      stepper.step(&x, gradient: [g], rate: rate)
      return x[0]
    }
    #expect(points == (nesterov ? [-12, -17, -18.5] : [-8, -14, -17]))
  }

  @Test("decays through the velocity") func decay() throws {
    let rule = try Momentum {
      $0.learningRate = 0.5
      $0.momentum = 0.5
      $0.weightDecay = 0.5
    }
    // v = 4, 2 + 3 and 2½ + 1¾; x = 6, 3½, 1⅜.
    let points = try Stream(start: [8.0], gradients: [[0], [0], [0]]).points(rule)
    #expect(points == [[6], [3.5], [1.375]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Momentum.self,
      defaults:
        "momentum:lr=0.01,momentum=0.9,dampening=0,nesterov=false,dampens_first=false,"
        + "weight_decay=0,rate_in_velocity=false",
      ranges: [
        "lr [0, inf)",
        "momentum [0, 1)",
        "dampening [0, 1]",
        "nesterov true or false",
        "dampens_first true or false",
        "weight_decay [0, inf)",
        "rate_in_velocity true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Momentum(), buffers: ["velocity"], scalars: ["step"])
    try expectState(Momentum { $0.nesterov = true }, buffers: ["velocity"], scalars: ["step"])
  }
}
