import AdamPlugin
import Descent
import DescentRules
import ScheduleFreePlugin
import Testing

@Suite("Schedule-free AdamW") struct ScheduleFreeAdamWTests {
  private func rule(
    _ change: (inout ScheduleFreeAdamW) -> Void = { _ in }
  ) throws -> ScheduleFreeAdamW {
    try ScheduleFreeAdamW {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.epsilon = 0
      change(&$0)
    }
  }

  @Test("the first move is the rate times the sign") func first() throws {
    let point = try Stream(start: [0.0, 0], gradients: [[7, -1e-9]]).points(rule())[0]
    #expect(abs(point[0] + 1) < 1e-12 && abs(point[1] - 1) < 1e-12)
  }

  @Test("under a constant gradient z moves by the rate, and y by 1 − β₁/2 of it") func constant()
    throws
  {
    // z = −t, the mean is −(t + 1)/2, and y is half way between.
    let points = try Stream(start: [0.0], gradients: [[3], [3], [3], [3]]).points(rule())
    for (t, point) in points.enumerated() {
      #expect(abs(point[0] + (Double(t + 1) + Double(t + 2) / 2) / 2) < 1e-12)
    }
  }

  @Test("adds the decay after the division by the root") func decay() throws {
    let rule = try rule { $0.weightDecay = 0.25 }
    let point = try Stream(start: [8.0], gradients: [[100]]).points(rule)[0]
    #expect(abs(point[0] - 5) < 1e-12)
  }

  @Test("the evaluated point is the average") func evaluation() throws {
    var stepper = try Stepper<Double>(rule(), .vector(1))
    var y = [0.0]
    for _ in 1...3 { stepper.step(&y, gradient: [2]) }
    #expect(abs(stepper.evaluationPoint(y)[0] + 2) < 1e-12)
  }

  @Test("with β₁ = 0 it steps like AdamW without momentum") func plain() throws {
    let gradients = [[4.0, 1], [-2, 0], [6, 1e-3]]
    let free = try rule {
      $0.beta1 = 0
      $0.weightDecay = 0.25
    }
    let adam = try AdamW {
      $0.learningRate = 1
      $0.beta1 = 0
      $0.epsilon = 0
      $0.weightDecay = 0.25
    }
    for (a, b) in zip(
      try Stream(start: [8.0, -1], gradients: gradients).points(free),
      try Stream(start: [8.0, -1], gradients: gradients).points(adam))
    { #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-14 }) }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      ScheduleFreeAdamW.self,
      defaults: "schedulefree_adamw:lr=0.0025,beta1=0.9,beta2=0.999,eps=1e-08,weight_decay=0,r=0,"
        + "weight_lr_power=2,warmup_steps=0,decay_at_z=false",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1]", "beta2 [0, 1)", "eps [0, inf)", "weight_decay [0, inf)",
        "r [0, inf)", "weight_lr_power [0, inf)", "warmup_steps [0, inf)",
        "decay_at_z true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      ScheduleFreeAdamW(), buffers: ["descended", "average", "second_moment"],
      scalars: ["steps", "largest_rate", "weight_sum", "beta2_power"])
  }
}
