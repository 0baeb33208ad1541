import Descent
import ParameterFreePlugin
import Testing

@Suite("DoG") struct DoGTests {
  @Test("two steps by hand") func twoSteps() throws {
    let rule = try DoG {
      $0.repsRel = 0.25
      $0.epsilon = 0
    }
    // ‖x₀‖ = 3: r₀ = 1; G = 4, then 4 + 9/4; the distance is 1.
    let points = try Stream(start: [3.0], gradients: [[2], [1.5]]).points(rule)
    #expect(points[0] == [2] && abs(points[1][0] - (2 - 1.5 / 2.5)) < 1e-15)
  }

  @Test("a first step size of its own") func initEta() throws {
    let rule = try DoG {
      $0.initEta = 0.5
      $0.epsilon = 0
    }
    // r = 0 at first, then 1; G = 4, then 8.
    let points = try Stream(start: [3.0], gradients: [[2], [2]]).points(rule)
    #expect(points[0] == [2] && abs(points[1][0] - (2 - 2 / 8.0.squareRoot())) < 1e-15)
  }

  @Test("tensors together, or each by itself; one without a gradient stays") func tensors() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    for isPerTensor in [false, true] {
      let rule = try DoG {
        $0.repsRel = 1
        $0.epsilon = 0
        $0.perTensor = isPerTensor
      }
      var stepper = try Stepper<Double>(rule, layout)
      var x = [0.0, 0]
      stepper.step(&x, gradient: [3, 4])
      #expect(isPerTensor ? x == [-1, -1] : abs(x[0] + 0.6) < 1e-15 && abs(x[1] + 0.8) < 1e-15)
      let before = x
      stepper.step(&x, gradient: [3, 4], present: [true, false])
      #expect(x[1] == before[1] && x[0] < before[0])
    }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      DoG.self,
      defaults: "dog:lr=1,reps_rel=1e-06,eps=1e-08,weight_decay=0,init_eta=0,per_tensor=false",
      ranges: [
        "lr [0, inf)", "reps_rel (0, inf)", "eps [0, inf)", "weight_decay [0, inf)",
        "init_eta [0, inf)", "per_tensor true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      DoG(), buffers: ["start"], scalars: ["time", "distance", "squares", "steps"])
  }
}
