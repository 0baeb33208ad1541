import Descent
import ScheduleFreePlugin
import Testing

@Suite("Schedule-free SGD") struct ScheduleFreeSGDTests {
  private func rule(_ change: (inout ScheduleFreeSGD) -> Void = { _ in }) throws -> ScheduleFreeSGD
  {
    try ScheduleFreeSGD {
      $0.learningRate = 1
      $0.momentum = 0.5
      change(&$0)
    }
  }

  @Test("the average is the mean of the descended points, and y is between both") func points()
    throws
  {
    var stepper = try Stepper<Double>(rule(), .vector(1))
    var y = [0.0]
    #expect(stepper.evaluationPoint(y) == [0])
    // z = −4, −6, −12; x = −4, −5, −7⅓.
    stepper.step(&y, gradient: [4])
    #expect(y == [-4] && stepper.evaluationPoint(y) == [-4])
    stepper.step(&y, gradient: [2])
    #expect(y == [-5.5] && stepper.evaluationPoint(y) == [-5])
    stepper.step(&y, gradient: [6])
    #expect(abs(stepper.evaluationPoint(y)[0] + 22.0 / 3) < 1e-14)
  }

  @Test("with momentum 0 it steps like SGD, and with 1 it stays on the average") func ends() throws
  {
    let gradients = [[4.0], [2], [6]]
    let plain = try Stream(start: [0.0], gradients: gradients).points(rule { $0.momentum = 0 })
    #expect(plain == [[-4], [-6], [-12]])
    let averaged = try Stream(start: [0.0], gradients: gradients).points(rule { $0.momentum = 1 })
    #expect(averaged[0] == [-4] && averaged[1] == [-5])
  }

  @Test("warms up, and weighs the average by number and rate") func weights() throws {
    // Rates ½ and 1, weights ¼ and 1: z = −2, −4; x = −2, −3.6; y = (x + z)/2.
    let warm = try Stream(start: [0.0], gradients: [[4], [2]]).points(rule { $0.warmupSteps = 2 })
    #expect(warm[0] == [-2] && abs(warm[1][0] + 3.8) < 1e-15)
    // Weights 1 and 2: x = −5⅓.
    let late = try Stream(start: [0.0], gradients: [[4], [2]]).points(rule { $0.r = 1 })
    #expect(abs(late[1][0] + (6 + 16.0 / 3) / 2) < 1e-14)
  }

  @Test("decays y, or z") func decay() throws {
    let gradients = [[4.0], [0], [0]]
    let y = try Stream(start: [0.0], gradients: gradients).points(rule { $0.weightDecay = 0.5 })
    // z = −4, −2; x = −4, −3; y = −2.5; then z = −2 + 1.25.
    #expect(y[1] == [-2.5])
    let z = try Stream(start: [0.0], gradients: gradients).points(
      rule {
        $0.weightDecay = 0.5
        $0.decayAtZ = true
      })
    #expect(z[1] == [-2.5] && y[2] != z[2])
  }

  @Test("at rate 0 from the start nothing moves and nothing is averaged") func pause() throws {
    var stepper = try Stepper<Double>(rule(), .vector(1))
    var y = [3.0]
    stepper.step(&y, gradient: [4], rate: 0)
    #expect(y == [3] && stepper.evaluationPoint(y) == [3])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      ScheduleFreeSGD.self,
      defaults: "schedulefree_sgd:lr=1,momentum=0.9,weight_decay=0,r=0,weight_lr_power=2,"
        + "warmup_steps=0,decay_at_z=false",
      ranges: [
        "lr [0, inf)", "momentum [0, 1]", "weight_decay [0, inf)", "r [0, inf)",
        "weight_lr_power [0, inf)", "warmup_steps [0, inf)", "decay_at_z true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      ScheduleFreeSGD(), buffers: ["descended", "average"],
      scalars: ["steps", "largest_rate", "weight_sum"])
  }
}
