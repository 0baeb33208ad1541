import Descent
import SearchesPlugin
import Testing

@Suite("Conjugate gradients") struct ConjugateGradientsTests {
  @Test(
    "ends after as many steps as there are curvatures",
    arguments: ConjugateGradients.Variant.allCases)
  func linear(_ variant: ConjugateGradients.Variant) throws {
    let rule = try ConjugateGradients {
      $0.variant = variant
      $0.c2 = 0.001
    }
    let points = try Walk(curvatures: [1, 4, 16]).points(rule, from: [1, 1, 1], steps: 3)
    // The search leaves at most a thousandth of the slope.
    #expect(isNear(points[2], [0, 0, 0], 0.02))
    #expect(!isNear(points[1], [0, 0, 0], 0.02))
  }

  @Test("is gradient descent if it begins again in every step") func restarts() throws {
    let rule = try ConjugateGradients { $0.restartPeriod = 1 }
    let run = try Walk(curvatures: [1, 16]).run(rule, from: [1, 1], steps: 2)
    let direction = try #require(run.state["direction"])
    // −g at the previous point.
    #expect(direction[0] == -run.points[0][0] && direction[1] == -16 * run.points[0][1])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      ConjugateGradients.self,
      defaults: "cg:lr=1,variant=fr,restart_period=0,line_search=strong_wolfe,c2=0.1",
      ranges: [
        "lr [0, inf)", "variant one of fr, pr+, hs, dy", "restart_period [0, inf)",
        "line_search one of strong_wolfe, nocedal_wright", "c2 [0.001, 1)",
      ])
  }

  @Test("keeps direction, gradient and slope") func state() throws {
    try expectState(
      ConjugateGradients(), buffers: ["direction", "last_gradient"],
      scalars: ["step_length", "slope", "steps"])
  }
}
