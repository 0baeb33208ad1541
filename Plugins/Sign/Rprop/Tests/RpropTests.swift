import Descent
import DescentRules
import SignPlugin
import Testing

@Suite("Rprop") struct RpropTests {
  private func points(
    _ gradients: [Double], _ change: (inout Rprop) -> Void = { _ in }
  ) throws -> [Double] {
    let rule = try Rprop {
      $0.learningRate = 1
      $0.etaPlus = 2
      $0.minStep = 0.25
      $0.maxStep = 4
      change(&$0)
    }
    return try Stream(start: [0.0], gradients: gradients.map { [$0] }).points(rule).map { $0[0] }
  }

  @Test("doubles its step while the sign stays, up to the largest") func growth() throws {
    #expect(try points([1, 5, 0.1, 2]) == [-1, -3, -7, -11])
  }

  @Test("stays where the sign changes, and goes on with half the step") func improvedMinus() throws
  {
    // Step sizes 1 and 2; then 1 without a move, and 1 with a move, because the gradient before
    // it counts as 0.
    #expect(try points([1, 1, -1, -1, -1]) == [-1, -3, -3, -2, 0])
  }

  @Test("rprop_minus moves on with half the step") func minus() throws {
    #expect(try points([1, 1, -1, -1]) { $0.variant = .rpropMinus } == [-1, -3, -2, 0])
  }

  @Test("rprop_plus takes the last move back") func plus() throws {
    #expect(try points([1, 1, -1, -1, -1]) { $0.variant = .rpropPlus } == [-1, -3, -1, 0, 2])
  }

  @Test("clips the first step, too") func firstStep() throws {
    #expect(try points([3]) { $0.maxStep = 0.5 } == [-0.5])
    #expect(try points([3]) { $0.minStep = 2 } == [-2])
  }

  @Test("sees signs of gradients whose product vanishes") func tiny() throws {
    #expect(try points([1e-200, 1e-200]) == [-1, -3])
  }

  @Test("multiplies the move by the schedule's factor, and not the step size") func scheduled()
    throws
  {
    let rule = try Rprop {
      $0.learningRate = 1
      $0.etaPlus = 2
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    for (rate, expected) in [(1, -1), (0.5, -2), (1, -6.0)] {
      stepper.step(&x, gradient: [1], rate: rate)
      #expect(x == [expected])
    }
  }

  @Test("refuses a smallest step above the largest") func inconsistent() {
    #expect(throws: ConfigurationError.self) {
      try Rprop {
        $0.minStep = 2
        $0.maxStep = 1
      }
    }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Rprop.self,
      defaults: "rprop:lr=0.01,eta_minus=0.5,eta_plus=1.2,min_step=1e-06,max_step=50,"
        + "variant=irprop_minus",
      ranges: [
        "lr [0, inf)",
        "eta_minus [0, 1)",
        "eta_plus (1, inf)",
        "min_step [0, inf)",
        "max_step (0, inf)",
        "variant one of irprop_minus, rprop_minus, rprop_plus, irprop_plus",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let buffers = ["step_size", "previous_gradient"]
    try expectState(Rprop(), buffers: buffers)
    try expectState(Rprop { $0.variant = .rpropPlus }, buffers: buffers + ["last_move"])
    try expectState(
      Rprop { $0.variant = .irpropPlus }, buffers: buffers + ["last_move"], scalars: ["value"])
  }

  @Test("irprop_plus takes a move back only where the value has risen")
  func takesBack() throws {
    let rule = try Rprop {
      $0.learningRate = 1
      $0.etaPlus = 2
      $0.variant = .irpropPlus
    }
    /// The points after the gradients 1, 1, −1, −1, with these values.
    func points(_ values: [Double]) throws -> [Double] {
      var stepper = try Stepper<Double>(rule, .vector(1))
      var x = [0.0]
      return zip([1.0, 1, -1, -1], values).map { gradient, value in
        stepper.step(&x, gradient: [gradient], value: value)
        return x[0]
      }
    }
    // Moves of −1 and −2. At the sign change the point returns to −1 or stays, and then moves
    // by 1, which is half of 2.
    #expect(try points([5, 4, 4.5, 3]) == [-1, -3, -1, 0])
    #expect(try points([5, 4, 3.5, 3]) == [-1, -3, -3, -2])
  }
}
