import Descent
import SGDPlugin
import Testing

@Suite("SGD") struct SGDTests {
  @Test("moves against the gradient by the rate") func moves() throws {
    var stepper = try Stepper<Double>(try SGD { $0.learningRate = 0.5 }, .vector(2))
    var x = [1.0, 2.0]
    stepper.step(&x, gradient: [1, -2])
    #expect(x == [0.5, 3])
  }

  @Test("adds the decay to the gradient") func decay() throws {
    let rule = try SGD {
      $0.learningRate = 0.5
      $0.weightDecay = 0.25
    }
    #expect(try Stream(start: [8.0], gradients: [[4], [0]]).points(rule) == [[5], [4.375]])
  }

  @Test("contracts a quadratic by 1 − ηL each step, and diverges beyond 2/L") func quadratic()
    throws
  {
    for (rate, factor) in [(0.25, 0.5), (0.5, 0), (0.75, -0.5), (1.5, -2)] {
      var stepper = try Stepper<Double>(try SGD { $0.learningRate = rate }, .vector(1))
      var x = [1.0]
      for _ in 1...5 {
        let before = x[0]
        stepper.step(&x, gradient: [2 * x[0]])
        #expect(x[0] == factor * before)
      }
    }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      SGD.self,  // torch: lr=0.001
      defaults: "sgd:lr=0.01,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(SGD(), buffers: [])
  }
}
