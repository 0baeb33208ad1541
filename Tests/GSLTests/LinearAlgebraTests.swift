import Descent
import DescentGSL
import Testing
import ValleyProblems

@Suite("Linear algebra by GSL") struct LinearAlgebraTests {
  @Test("finds the eigenvalues of a known matrix, in order") func known() throws {
    let values = try eigenvalues([2, -1, 0, -1, 2, -1, 0, -1, 2], order: 3)
    let root = Double(2).squareRoot()
    for (found, exact) in zip(values, [2 - root, 2, 2 + root]) {
      #expect(abs(found - exact) < 1e-14)
    }
  }

  @Test("refuses a matrix with NaN, which GSL itself accepts") func notANumber() {
    #expect(throws: GSLError.self) { try eigenvalues([1, 0, 0, .nan], order: 2) }
    #expect(throws: GSLError.self) {
      try NewtonSolver(positive: [1, 0, 0, .nan], order: 2).solve([1, 1])
    }
  }

  @Test("finds the sign of an eigenvalue 1e-20 times the largest if scaling reveals it")
  func badlyScaled()
    throws
  {
    let positive = try Curvature([1e20, 1, 1, 1], order: 2, error: 0)
    #expect(positive.undecided == 0 && positive.negative == 0)
    let saddle = try Curvature([1e20, 1, 1, -1], order: 2, error: 0)
    #expect(saddle.undecided == 0 && saddle.negative == 1)
  }

  @Test("does not decide on an eigenvalue below its error") func undecided() throws {
    #expect(try Curvature([1, 1, 1, 1], order: 2, error: 0).undecided == 1)
    #expect(try Curvature([1, 0, 0, 1e-9], order: 2, error: 0).undecided == 0)
    #expect(try Curvature([1, 0, 0, 1e-9], order: 2, error: 1e-8).undecided == 1)
  }

  @Test("solves an indefinite system, and reports a singular one") func solves() throws {
    let step = try NewtonSolver(indefinite: [1, 2, 2, 1], order: 2).solve([3, 3])
    #expect(abs(step[0] - 1) < 1e-15 && abs(step[1] - 1) < 1e-15)
    #expect(throws: GSLError.self) {
      try NewtonSolver(indefinite: [1, 1, 1, 1], order: 2).solve([1, 2])
    }
  }

  @Test("turns an indefinite Hessian into a direction of descent") func descends() throws {
    let g = [1.0, -2]
    for hessian in [[1, 3, 3, -2], [1e-8, 1, 1, 1e-8], [0, 1, 1, 0], [-1, 0, 0, -1]] {
      let step = try NewtonSolver(positive: hessian, order: 2).solve(g)
      #expect(dot(g, step) > 0)
    }
  }

  @Test("turns a status into an error instead of aborting") func handler() {
    // GSL's own handler would end the process in the factorisation of an indefinite matrix.
    #expect(throws: Never.self) { try NewtonSolver(positive: [-1, 0, 0, -1], order: 2) }
    let error = GSLError("f", 1)
    #expect(error.description.hasPrefix("f: input domain error"))
    #expect(throws: error) { try GSL.check("f", 1) }
  }

  @Test("differences the gradient to the Hessian of the dual numbers") func differences() throws {
    let problem = try Rosenbrock { $0.n = 9 }
    let x = problem.start(seed: 0)
    let exact = try #require(problem.hessian(at: x))
    let found = try Evaluator(problem).differencedHessian(at: x)
    // Exact for polynomials of degree 5 but for the rounding of gradients near 1e3, over 1e-3.
    #expect(zip(found.matrix, exact).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(found.error < 1e-7)
  }
}
