import Descent
import SecondOrderPlugin
import Testing

@Suite("Damped least squares") struct LevenbergMarquardtTests {
  @Test("loosens the damping where the model is right") func accepted() throws {
    // μ = 1, p = −8/2, ρ = 1; then μ = 1/3, p = −4/(4/3).
    let run = try Walk(curvatures: [1]).run(
      LevenbergMarquardt { $0.tau = 1 }, from: [8], steps: 2)
    #expect(isNear(run.points[0], [4]) && isNear(run.points[1], [1]))
    #expect(isNear(run.state.scalars, [1.0 / 9, 2]))
  }

  @Test("tightens it where the model is wrong, and stays") func rejected() throws {
    var functions = Oracle<Double>.Functions { x, g in
      g[0] = x[0]
      return x[0] * x[0] / 2
    }
    functions.residuals = ResidualFunctions(count: 1, factor: 0.5) { _, r in
      r[0] = 100
    } jacobian: { x, r, jacobian in
      (r[0], jacobian[0]) = (x[0], 1)
    }
    let run = try Walk(1, Oracle(functions)).run(
      LevenbergMarquardt { $0.tau = 1 }, from: [8], steps: 2)
    #expect(run.points == [[8], [8]] && run.state.scalars == [8, 8])
    #expect(run.answers == [.evaluated, .evaluated])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      LevenbergMarquardt.self, defaults: "levenberg_marquardt:tau=0.001",
      ranges: ["tau (0, inf)"])
  }

  @Test("keeps its damping") func state() throws {
    try expectState(LevenbergMarquardt(), buffers: [], scalars: ["damping", "growth"])
  }
}
