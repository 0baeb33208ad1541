import AdagradPlugin
import Descent
import Testing

@Suite("Adagrad") struct AdagradTests {
  @Test("moves by the rate on the first step, and by 1/√t under a constant gradient")
  func constantGradient() throws {
    let rule = try Adagrad { $0.epsilon = 0 }
    var stepper = try Stepper<Double>(rule, .vector(2))
    for t in 1...100 {
      var x = [0.0, 0.0]
      stepper.step(&x, gradient: [5, -0.01])
      let expected = 0.01 / Double(t).squareRoot()
      // The sum of t rounded squares has an error of at most t roundings.
      #expect(abs(x[0] + expected) < 1e-14 && abs(x[1] - expected) < 1e-14)
    }
  }

  @Test("divides the rate by 1 + (t − 1) d") func rateDecay() throws {
    let rule = try Adagrad {
      $0.learningRate = 1
      $0.lrDecay = 1
      $0.epsilon = 0
    }
    // √a = 3, 5; rate = 1, ½.
    #expect(try Stream(start: [0.0], gradients: [[3], [4]]).points(rule) == [[-1], [-1.4]])
  }

  @Test("starts from the initial accumulator, epsilon outside the root") func initial() throws {
    let rule = try Adagrad {
      $0.learningRate = 1
      $0.initialAccumulatorValue = 16
      $0.epsilon = 1
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    #expect(stepper.state["accumulator"] == [16])
    var x = [0.0]
    stepper.step(&x, gradient: [3])
    #expect(x == [-0.5] && stepper.state["accumulator"] == [25])
  }

  @Test("puts epsilon inside the root, if asked") func epsilonInside() throws {
    let rule = try Adagrad {
      $0.learningRate = 1
      $0.epsilon = 16
      $0.epsPlacement = .inside
    }
    // 3 / √(9 + 16).
    #expect(try Stream(start: [0.0], gradients: [[3]]).points(rule) == [[-0.6]])
  }

  @Test("with eps = 0 leaves a coordinate without gradients where it is") func noEpsilon() throws {
    let rule = try Adagrad { $0.epsilon = 0 }
    let zeros = [[Double]](repeating: [0], count: 20)
    #expect(try Stream(start: [3], gradients: zeros).points(rule).allSatisfy { $0 == [3] })
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adagrad.self,
      defaults: "adagrad:lr=0.01,lr_decay=0,initial_accumulator_value=0,eps=1e-10,weight_decay=0,"
        + "eps_placement=after",
      ranges: [
        "lr [0, inf)",
        "lr_decay [0, inf)",
        "initial_accumulator_value [0, inf)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
        "eps_placement one of after, inside",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Adagrad(), buffers: ["accumulator"], scalars: ["step"])
  }
}
