import Descent
import ParameterFreePlugin
import Testing

@Suite("D-adapted SGD") struct DAdaptSGDTests {
  @Test("the first move has the length d₀, and d follows the correlation of gradients") func steps()
    throws
  {
    let rule = try DAdaptSGD { $0.d0 = 0.5 }
    var stepper = try Stepper<Double>(rule, .vector(2))
    var x = [0.0, 0]
    stepper.step(&x, gradient: [3, 4])
    #expect(abs(x[0] + 0.3) < 1e-15 && abs(x[1] + 0.4) < 1e-15)
    // e = 0.1, s = (0.3, 0.4): r = 0.1 · 2.5, ‖s‖ = 1, d = 2 · 0.25.
    stepper.step(&x, gradient: [3, 4])
    #expect(abs(x[0] + 0.6) < 1e-15 && abs(stepper.state.scalars[0] - 0.5) < 1e-15)
    // r = 0.25 + 0.1 · 5, ‖s‖ = 1.5: d = 1.
    stepper.step(&x, gradient: [3, 4])
    #expect(abs(stepper.state.scalars[0] - 1) < 1e-14)
  }

  @Test("decay counts in the first norm") func decay() throws {
    let rule = try DAdaptSGD {
      $0.d0 = 0.5
      $0.weightDecay = 1
    }
    #expect(try Stream(start: [8.0], gradients: [[1]]).points(rule)[0] == [7.5])
  }

  @Test("averages with momentum, and waits for the first gradient") func momentum() throws {
    let rule = try DAdaptSGD {
      $0.d0 = 0.5
      $0.momentum = 0.5
    }
    #expect(try Stream(start: [8.0], gradients: [[0], [1]]).points(rule) == [[8], [7.75]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      DAdaptSGD.self,
      defaults: "dadapt_sgd:lr=1,momentum=0,weight_decay=0,d0=1e-06,growth_rate=0",
      ranges: [
        "lr [0, inf)", "momentum [0, 1)", "weight_decay [0, inf)", "d0 (0, inf)",
        "growth_rate [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      DAdaptSGD(), buffers: ["start", "gradient_sum"],
      scalars: ["distance", "numerator", "first_norm", "steps"])
  }
}
