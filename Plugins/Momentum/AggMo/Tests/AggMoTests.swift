import Descent
import MomentumPlugin
import Testing

@Suite("Aggregated momentum") struct AggMoTests {
  @Test("moves by the mean of its velocities") func moves() throws {
    let rule = try AggMo {
      $0.learningRate = 3
      $0.a = 0.5
    }
    // Decays 0, 1/2 and 3/4: 3, then 1 + 3/2 + 7/4.
    let points = try Stream(start: [0.0], gradients: [[1], [1]]).points(rule)
    #expect(points == [[-3], [-7.25]])
  }

  @Test("leaves a quadratic where the flip lemma says", arguments: [0.98, 1.02])
  func stability(_ share: Double) throws {
    let decays = [0, 0.5, 0.75]
    let limit = 2 * 3 / decays.reduce(0.0) { $0 + 1 / (1 + $1) }
    var stepper = try Stepper<Double>(AggMo { $0.a = 0.5 }, .vector(1))
    var x = [1.0]
    for _ in 1...3000 { stepper.step(&x, gradient: x, rate: share * limit) }
    #expect(share < 1 ? abs(x[0]) < 1e-3 : abs(x[0]) > 1e3)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AggMo.self,
      defaults: "aggmo:lr=0.01,a=0.1,k=3,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "a [0.01, 1]",
        "k [1, 8]",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(AggMo(), buffers: ["velocity_1", "velocity_2"])
    try expectState(AggMo { $0.k = 8 }, buffers: (1..<8).map { "velocity_\($0)" })
  }
}
