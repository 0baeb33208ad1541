import BowlProblems
import Descent
import DescentLaws
import Testing

@Suite("The quadratic problem") struct QuadraticTests {
  @Test("has exactly the given spectrum, rotated or not", arguments: Spectrum.allCases)
  func spectrum(spectrum: Spectrum) throws {
    let exact: [Double] =
      switch spectrum {
      case .log: [0.5, 5, 50, 500, 5000]
      case .linear: [0.5, 1250.375, 2500.25, 3750.125, 5000]
      case .two: [0.5, 0.5, 0.5, 5000, 5000]
      }
    for rotated in [false, true] {
      let problem = try Quadratic {
        $0.n = 5
        $0.mu = 0.5
        $0.condition = 1e4
        $0.spectrum = spectrum
        $0.rotated = rotated
      }
      let hessian = try #require(problem.hessian(at: [1, 2, 3, 4, 5]))
      let found = jacobiEigenvalues(hessian, 5)
      // An eigenvalue is known to rounding of the largest one.
      for (a, b) in zip(found, exact) { #expect(abs(a - b) < 5000 * 1e-14) }
      #expect(problem.smoothness == 5000 && problem.strongConvexity == 0.5)
      let isDiagonal = (0..<25).allSatisfy { $0 % 6 == 0 || hessian[$0] == 0 }
      #expect(isDiagonal != rotated)
    }
  }

  @Test("in one dimension has the smallest eigenvalue as its only one") func oneDimension() throws {
    let problem = try Quadratic {
      $0.n = 1
      $0.mu = 3
    }
    #expect(try problem.gradient(at: [2]) == [6])
    #expect(problem.smoothness == 3)
  }

  @Test("uses hyperparameters that are changed after it is made") func changedLater() throws {
    var problem = try Quadratic { $0.n = 3 }
    problem.n = 5
    problem.condition = 7
    let anew = try Quadratic {
      $0.n = 5
      $0.condition = 7
    }
    let x = [1.0, -2, 3, -4, 5]
    #expect(try problem.value(at: x) == anew.value(at: x))
    #expect(problem.hessian(at: x) == anew.hessian(at: x))
    #expect(Quadratic().hessian(at: Quadratic().start(seed: 0)) != nil)
  }

  @Test("refuses a condition number below 1") func refuses() {
    #expect(throws: ConfigurationError.self) { try Quadratic { $0.condition = 0.5 } }
    #expect(throws: ConfigurationError.self) { try Quadratic(settings: [("spectrum", "cubic")]) }
  }
}
