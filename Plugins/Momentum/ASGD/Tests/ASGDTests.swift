import Descent
import MomentumPlugin
import Testing

@Suite("Averaged gradient descent") struct ASGDTests {
  @Test("decays rate and parameters, and averages after t₀ steps") func path() throws {
    let rule = try ASGD {
      $0.learningRate = 1
      $0.lambd = 0.5
      $0.alpha = 1
      $0.t0 = 0
    }
    // ηₜ = 1, 2/3, 1/2: x = 4, 8/3, 2, and the average of the last two.
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [8.0]
    for (point, average) in zip([4, 8.0 / 3, 2], [4, 8.0 / 3, 7.0 / 3]) {
      stepper.step(&x, gradient: [0])
      #expect(abs(x[0] - point) < 1e-15)
      #expect(abs((stepper.state["average"]?[0] ?? .nan) - average) < 1e-15)
    }
  }

  @Test("takes each step with its own rate (pytorch #74884)") func ownRate() throws {
    var stepper = try Stepper<Double>(ASGD { $0.lambd = 0 }, .vector(1))
    for rate in [1, 0.125, 0.5] {
      var x = [0.0]
      stepper.step(&x, gradient: [1], rate: rate)
      #expect(x == [-rate])
    }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      ASGD.self,
      defaults: "asgd:lr=0.01,lambd=0.0001,alpha=0.75,t0=1000000,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "lambd [0, inf)",
        "alpha [0, inf)",
        "t0 [0, inf)",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(ASGD(), buffers: ["average"], scalars: ["step"])
  }
}
