import Descent
import SecondOrderPlugin
import Testing

@Suite("Newton's step") struct NewtonTests {
  @Test("is at the stationary point of a quadratic at once, a saddle's too") func stationary()
    throws
  {
    #expect(
      isNear(try Walk(curvatures: [2, -3]).points(Newton(), from: [4, 5], steps: 1)[0], [0, 0]))
  }

  @Test("turns away from a saddle with the shifted matrix") func shifted() throws {
    let walk = Walk(curvatures: [2, -3])
    let point = try walk.points(Newton { $0.lineSearch = .armijo }, from: [4, 5], steps: 1)[0]
    #expect(abs(point[0]) < 4 && abs(point[1]) > 5)
  }

  @Test("is damped") func damped() throws {
    let rule = try Newton { $0.damping = 1 }
    #expect(isNear(try Walk(curvatures: [1]).points(rule, from: [8], steps: 1)[0], [4]))
  }

  @Test("stops where the Hessian is singular") func singular() throws {
    let run = try Walk(curvatures: [1, 0]).run(Newton(), from: [1, 1], steps: 1)
    #expect(run.answers == [.stopped] && run.points == [[1, 1]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Newton.self, defaults: "newton:lr=1,damping=0,line_search=none",
      ranges: ["lr [0, inf)", "damping [0, inf)", "line_search one of none, armijo"])
  }

  @Test("keeps nothing") func state() throws { try expectState(Newton(), buffers: []) }
}
