import AdamPlugin
import Descent
import Testing

@Suite("AdamW") struct AdamWTests {
  @Test("shrinks by the rate times the decay, apart from the moments") func decoupled() throws {
    let rule = try AdamW {
      $0.learningRate = 0.5
      $0.weightDecay = 0.25
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [64.0]
    for expected in [56, 49, 42.875] {
      stepper.step(&x, gradient: [0])
      #expect(x == [expected])
    }
    #expect(stepper.state["first_moment"] == [0] && stepper.state["second_moment"] == [0])
  }

  @Test("multiplies the decay by the rate, the schedule's factor or both") func scales() throws {
    func shrunk(_ change: (inout AdamW) -> Void) throws -> [Double] {
      let rule = try AdamW {
        $0.learningRate = 0.5
        $0.weightDecay = 0.5
        change(&$0)
      }
      var stepper = try Stepper<Double>(rule, .vector(1))
      var x = [64.0]
      return [0.5, 0.25].map { rate in
        stepper.step(&x, gradient: [0], rate: rate)
        return x[0]
      }
    }
    #expect(try shrunk { _ in } == [48, 42])
    #expect(try shrunk { $0.decay = .schedule } == [32, 24])
    #expect(try shrunk { $0.decay = .rateSquared } == [48, 45])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AdamW.self,
      defaults: "adamw:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-08,amsgrad=false,weight_decay=0.01,"
        + "amsgrad_corrected=false,bias_correction=true,eps_placement=after,decay=rate",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "amsgrad true or false",
        "weight_decay [0, inf)",
        "amsgrad_corrected true or false",
        "bias_correction true or false",
        "eps_placement one of after, before, inside",
        "decay one of rate, schedule, rate_squared",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let moments = ["first_moment", "second_moment"]
    let powers = ["beta1_power", "beta2_power"]
    try expectState(AdamW(), buffers: moments, scalars: powers)
    let amsgrad = try AdamW { $0.amsgrad = true }
    try expectState(
      amsgrad, buffers: moments + ["largest_second_moment"], scalars: powers)
  }
}
