import Descent
import DescentCatalog
import DescentGSL
import LawMutants
import SaddleProblems
import Testing
import ValleyProblems

@Suite("A certificate") struct CertificateTests {
  static let builtIn = Catalog.registry.problemTypes.filter { $0 is any FormulaProblem.Type }
    .map { $0.card.name }
  static let variants = [
    "quadratic:n=50,condition=1000000,rotated=true", "quadratic:n=1", "quadratic:spectrum=two,mu=3",
    "monkey:confined=false", "factorization:n=2", "factorization:n=40,top=7",
    "rosenbrock:n=3", "rosenbrock:n=4", "rosenbrock:n=5", "rosenbrock:n=6", "rosenbrock:n=7",
    "rosenbrock:n=10", "rosenbrock:n=30", "rosenbrock:a=-2,b=10",
  ]

  @Test("confirms every stationary point that is claimed", arguments: builtIn + variants)
  func confirms(spec: String) throws {
    let problem = try Catalog.registry.problem(try Specification(spec))
    let certificates = try verify(problem)
    #expect(certificates.count == problem.stationaryPoints.count && !certificates.isEmpty)
    for certificate in certificates {
      #expect(certificate.passes, "\(certificate.verdict) \(certificate.objections)")
      #expect(certificate.derivatives.passes)
    }
  }

  @Test(
    "finds a minimum by itself where no point is claimed",
    arguments: ["beale", "rosenbrock", "quadratic"])
  func finds(name: String) throws {
    let problem = try Catalog.registry.problem(Specification(name: name))
    let claim = try #require(problem.reference)
    let blind = StationaryPoint(.globalMinimum, at: nil, value: claim.value, claim.provenance)
    let certificate = try certify(problem, blind)
    #expect(certificate.passes, "\(certificate.objections)")
    for (found, claimed) in zip(certificate.point, try #require(claim.point)) {
      #expect(abs(found - claimed) < 1e-12)
    }
  }

  @Test("knows the eigenvalues at Rosenbrock's minimum") func eigenvalues() throws {
    let problem = Rosenbrock()
    let certificate = try certify(problem, try #require(problem.reference))
    // A 2 × 2 matrix: rounding of the largest is the only error.
    #expect(abs(certificate.smallestEigenvalue - 0.39936076748763305) < 1e-12)
    #expect(abs(certificate.largestEigenvalue - 1001.6006392325123) < 1e-12)
    #expect(certificate.negativeEigenvalues == 0 && certificate.verdict == .strictMinimum)
  }

  /// Problems with moderate condition numbers, and fourth derivatives of the size of the second. For
  /// other problems differences are less accurate than the certificate needs.
  static let calm = [
    "square", "sphere", "quadratic", "booth", "matyas", "trid", "zakharov", "boyd-exp",
    "log-sum-exp",
    "nesterov-worst", "saddle", "monkey", "factorization", "rosenbrock", "beale", "himmelblau",
    "three-hump-camel", "mccormick", "branin", "powell-singular", "wood", "broyden-tridiagonal",
    "linear-full-rank", "logreg-ridge", "planar-logreg", "matrix-factorization",
  ]

  @Test("certifies with differences if a problem has no Hessian itself", arguments: calm)
  func withoutHessian(name: String) throws {
    let base = try Catalog.registry.problem(Specification(name: name))
    for claim in base.stationaryPoints where claim.kind != .degenerate {
      let mutant = SpoiledProblem(base: base, hidesHessian: true)
      let (own, differenced) = (try certify(base, claim), try certify(mutant, claim))
      #expect(differenced.passes, "\(differenced.objections)")
      // Fourth-order differences with h = 1e-3: rounding of the gradient over h, and h⁴.
      let tolerance = 1e-9 * max(1, own.largestEigenvalue)
      #expect(abs(own.smallestEigenvalue - differenced.smallestEigenvalue) < tolerance)
    }
  }

  @Test("is the same at every call") func repeats() throws {
    let problem = Himmelblau()
    let first = try verify(problem).map(\.evaluationNoise)
    #expect(try verify(problem).map(\.evaluationNoise) == first)
  }
}
