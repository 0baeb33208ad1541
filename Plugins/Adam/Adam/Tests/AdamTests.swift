import AdamPlugin
import Descent
import DescentRules
import Testing

@Suite("Adam") struct AdamTests {
  static let gradients = [1e-6, -1e-3, 1, -7, 1e8, -1e30, 0.1]

  @Test("moves each coordinate by the rate against the sign of its gradient on the first step")
  func firstStep() throws {
    for amsgrad in [false, true] {
      let rule = try Adam { $0.amsgrad = amsgrad }
      let step = try Stream(start: [Double](repeating: 0, count: 7), gradients: [Self.gradients])
        .points(rule)[0]
      for (x, g) in zip(step, Self.gradients) {
        // η g / (|g| + ε); 1 − β₂ is rounded, so the root of the correction is too.
        let expected = -0.001 * g / (abs(g) + 1e-8)
        #expect(abs(x - expected) <= 1e-15 * abs(expected) * 100)
      }
    }
  }

  @Test("moves by the rate times the sign under a constant gradient, at every step")
  func constantGradient() throws {
    // With both moments corrected, m̂ = g and v̂ = g² at every step. Here ε = 0.
    let rule = try Adam { $0.epsilon = 0 }
    var stepper = try Stepper<Double>(rule, .vector(2))
    for _ in 1...2000 {
      var x = [0.0, 0.0]
      stepper.step(&x, gradient: [3, -1e-5])
      #expect(abs(x[0] + 0.001) < 1e-14 && abs(x[1] - 0.001) < 1e-14)
    }
  }

  @Test("two steps by hand") func twoSteps() throws {
    // β₁ = ½, β₂ = ¾, ε = ½, η = 1: m = 1, 2½; v = 1, 4¾; m̂ = 2, 10/3; v̂ = 4, 76/7.
    let rule = try Adam {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.epsilon = 0.5
    }
    let points = try Stream(start: [10.0], gradients: [[2], [4]]).points(rule)
    let first = 10 - 2 / 2.5
    let second = first - (10.0 / 3) / ((76.0 / 7).squareRoot() + 0.5)
    #expect(abs(points[0][0] - first) < 1e-14)
    #expect(abs(points[1][0] - second) < 1e-14)
  }

  @Test("with eps = 0 leaves a coordinate without gradients where it is", arguments: [0, 0.5])
  func noEpsilon(beta1: Double) throws {
    let rule = try Adam {
      $0.epsilon = 0
      $0.beta1 = beta1
    }
    let zeros = [[Double]](repeating: [0, 1], count: 20)
    let points = try Stream(start: [3, 3], gradients: zeros).points(rule)
    #expect(points.allSatisfy { $0[0] == 3 && $0[1] < 3 })
  }

  @Test("corrects the bias of each tensor by that tensor's own steps") func perTensor() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    var stepper = try Stepper<Double>(Adam(), layout)
    var x = [0.0, 0.0]
    for _ in 1...9 { stepper.step(&x, gradient: [1, 7], present: [true, false]) }
    #expect(x[1] == 0)
    stepper.step(&x, gradient: [1, 7])
    // The first step of b has the usual length of a first step. If b did not count its own steps,
    // it would be 4 times as long.
    #expect(abs(x[1] + 0.001) < 1e-10)
    #expect(
      stepper.state.layout.scalars.map(\.name) == [
        "beta1_power[a]", "beta2_power[a]", "beta1_power[b]", "beta2_power[b]",
      ])
    #expect(stepper.state.scalars[2...] == [0.9, 0.999])
  }

  @Test("without bias correction moves by 3.16 times the rate on the first step")
  func noBiasCorrection() throws {
    let rule = try Adam {
      $0.epsilon = 0
      $0.biasCorrection = false
    }
    let x = try Stream(start: [0.0], gradients: [[-7]]).points(rule)[0][0]
    #expect(abs(x / 0.001 - 0.1 / 0.001.squareRoot()) < 1e-12)
  }

  @Test("places epsilon after, before or inside the root", arguments: EpsilonPlacement.allCases)
  func placement(placement: EpsilonPlacement) throws {
    // β₂ = ¾, ε = 2, g = 4: v/(1 − β₂) = 16, √v = 2.
    let rule = try Adam {
      $0.learningRate = 1
      $0.beta2 = 0.75
      $0.epsilon = 2
      $0.epsPlacement = placement
    }
    let x = try Stream(start: [0.0], gradients: [[4]]).points(rule)[0][0]
    let root =
      switch placement {
      case .after: 6.0
      case .before: 8.0
      case .inside: 18.0.squareRoot()
      }
    #expect(abs(x + 4 / root) < 1e-15)
  }

  @Test("remembers the enlarged early moment where AMSGrad's maximum is of corrected ones")
  func correctedLargest() throws {
    // β₂ = ½, g = 4, 1: v = 8, 4½, corrected 16, 6. The largest is 16 if corrected first, else
    // 8/(3/4).
    let gradients = [[4.0], [1]]
    func last(_ change: (inout Adam) -> Void) throws -> Double {
      let rule = try Adam {
        $0.learningRate = 1
        $0.beta1 = 0
        $0.beta2 = 0.5
        $0.epsilon = 0
        $0.amsgrad = true
        change(&$0)
      }
      let points = try Stream(start: [0.0], gradients: gradients).points(rule)
      return points[0][0] - points[1][0]
    }
    #expect(abs(try last { _ in } - (3.0 / 32).squareRoot()) < 1e-15)
    #expect(abs(try last { $0.amsgradCorrected = true } - 0.25) < 1e-15)
    #expect(abs(try last { $0.biasCorrection = false } - 1 / 8.0.squareRoot()) < 1e-15)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adam.self,
      defaults: "adam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-08,amsgrad=false,weight_decay=0,"
        + "amsgrad_corrected=false,bias_correction=true,eps_placement=after",
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
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let moments = ["first_moment", "second_moment"]
    let powers = ["beta1_power", "beta2_power"]
    try expectState(Adam(), buffers: moments, scalars: powers)
    let amsgrad = try Adam { $0.amsgrad = true }
    try expectState(
      amsgrad, buffers: moments + ["largest_second_moment"], scalars: powers)
  }
}
