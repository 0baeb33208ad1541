import Descent
import Testing
import ValleyProblems

@Suite struct RosenbrockTests {
  @Test("has the published value and gradient at the published start") func start() throws {
    let problem = Rosenbrock()
    let x = problem.start(seed: 0)
    #expect(abs(try problem.value(at: x) - 24.2) < 1e-12)
    let gradient = try problem.gradient(at: x)
    #expect(abs(gradient[0] + 215.6) < 1e-11 && abs(gradient[1] + 88) < 1e-11)
  }
}
