import Descent
import SecondOrderPlugin
import Testing

@Suite("Gauss and Newton's step") struct GaussNewtonTests {
  @Test("solves a linear problem at once") func linear() throws {
    let points = try Walk(curvatures: [4, 9]).points(GaussNewton(), from: [3, 5], steps: 1)
    #expect(isNear(points[0], [0, 0]))
  }

  @Test("is damped") func damped() throws {
    let rule = try GaussNewton { $0.damping = 1 }
    #expect(isNear(try Walk(curvatures: [1]).points(rule, from: [8], steps: 1)[0], [4]))
  }

  @Test("stops where the equations are singular") func singular() throws {
    let run = try Walk(curvatures: [1, 0]).run(GaussNewton(), from: [1, 1], steps: 1)
    #expect(run.answers == [.stopped] && run.points == [[1, 1]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      GaussNewton.self, defaults: "gauss_newton:lr=1,damping=0",
      ranges: ["lr [0, inf)", "damping [0, inf)"])
  }

  @Test("keeps nothing") func state() throws { try expectState(GaussNewton(), buffers: []) }
}
