import AdamPlugin
import Descent
import Testing

@Suite("AdaBelief") struct AdaBeliefTests {
  private func moves(
    steps: Int, _ change: (inout AdaBelief) -> Void = { _ in }
  ) throws -> [Double] {
    let rule = try AdaBelief {
      $0.learningRate = 1
      change(&$0)
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    return (1...steps).map { _ in
      var x = [0.0]
      stepper.step(&x, gradient: [3])
      return -x[0]
    }
  }

  @Test("moves by the rate over beta1 on the first step") func firstStep() throws {
    #expect(abs(try moves(steps: 1)[0] - 1 / 0.9) < 1e-12)
  }

  @Test("grows under a constant gradient as the root of its second moment falls") func belief()
    throws
  {
    let moves = try moves(steps: 400) {
      $0.beta1 = 0.5
      $0.beta2 = 0.9
      $0.epsilon = 1e-30
    }
    // vₜ tends to (1 − β₂) g² β₁²/(β₂ − β₁²) β₂ᵗ.
    let v = 0.1 * 9 * 0.25 / 0.65 * Double.pow(0.9, 400)
    #expect(abs(moves[399] * v.squareRoot() / 3 - 1) < 1e-3)
  }

  @Test("adds eps to the second moment at every step") func epsilon() throws {
    let rule = try AdaBelief {
      $0.beta2 = 0.5
      $0.epsRoot = 0.25
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    for expected in [0.25, 0.375, 0.4375] {
      stepper.step(&x, gradient: [0])
      #expect(stepper.state["second_moment"] == [expected])
    }
  }

  @Test("descends by the mean where rectification waits") func rectify() throws {
    let moves = try moves(steps: 5) { $0.rectify = true }
    #expect(moves.allSatisfy { abs($0 - 3) < 1e-13 })
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AdaBelief.self,
      defaults: "adabelief:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-16,eps_root=-1,weight_decay=0,"
        + "amsgrad=false,rectify=false,decoupled_weight_decay=true",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "eps_root [-1, inf)",
        "weight_decay [0, inf)",
        "amsgrad true or false",
        "rectify true or false",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let moments = ["first_moment", "second_moment"]
    let scalars = ["beta1_power", "beta2_power", "step"]
    try expectState(AdaBelief(), buffers: moments, scalars: scalars)
    try expectState(
      AdaBelief { $0.amsgrad = true }, buffers: moments + ["largest_second_moment"],
      scalars: scalars)
  }
}
