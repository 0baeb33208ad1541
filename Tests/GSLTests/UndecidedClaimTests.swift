import Descent
import DescentGSL
import Testing
import ValleyProblems

/// Hessians that double precision does not decide, and points that it hardly resolves.
@Suite("ill-conditioned claims") struct UndecidedClaimTests {
  private static let fit = StationaryPoint(
    .globalMinimum, curvature: .undecided, at: ClaimedProblems.Monomials.minimum, value: 0, .how)

  @Test("passes where no eigenvalue is certainly negative, and says how many are open")
  func undecided() throws {
    let certificate = try certify(ClaimedProblems.Monomials(), Self.fit)
    #expect(certificate.passes, "\(certificate.objections)")
    #expect(certificate.nullDimension > 0)
    #expect(certificate.verdict == .undecided(directions: certificate.nullDimension))
    let regular = try certify(ClaimedProblems.Monomials(), Self.fit.with(curvature: .regular))
    #expect(!regular.passes)
  }

  @Test("a point that is off by 1e-6 in any coordinate is refused", arguments: 0..<12)
  func moved(coordinate: Int) throws {
    var point = ClaimedProblems.Monomials.minimum
    point[coordinate] += 1e-6
    #expect(try !certify(ClaimedProblems.Monomials(), Self.fit.with(at: point)).passes)
  }

  @Test("a saddle is refused, though its Hessian were undecided") func saddle() throws {
    let problem = Himmelblau()
    for claim in problem.stationaryPoints where !claim.kind.isMinimum {
      let wrong = claim.with(kind: .localMinimum, curvature: .undecided)
      #expect(try !certify(problem, wrong).passes)
    }
    #expect(try !certify(ClaimedProblems.Monomials(), Self.fit.with(kind: .maximum)).passes)
  }

  @Test("a point in 17 digits passes by the noise of its own gradient", arguments: [1.0 / 3, 0.7])
  func published(abscissa: Double) throws {
    var problem = ClaimedProblems.Ravine()
    problem.a = abscissa
    let claim = StationaryPoint(
      .globalMinimum, at: [abscissa, 3], value: 4, .published("a table"))
    #expect(try certify(problem, claim).passes)
    let near = claim.with(at: [abscissa.nextUp, 3])
    let certificate = try certify(problem, near)
    #expect(certificate.passes, "\(certificate.objections)")
    for wrong in [[abscissa + 1e-6, 3], [abscissa, 3 + 1e-6]] {
      #expect(try !certify(problem, claim.with(at: wrong)).passes, "\(wrong)")
    }
  }

  @Test("the condition number is found beyond what eigenvalues show") func condition() throws {
    let plain = try #require(try conditionNumber(Rosenbrock(), at: [1, 1]))
    #expect(abs(plain - 2508.00960127744) < 1e-6)
    let ravine = try #require(try conditionNumber(ClaimedProblems.Ravine(), at: [1.0 / 3, 3]))
    // H = 2 (a², a; a, 2) with a = 10⁸: trace 2a² + 4, determinant 4 a².
    #expect(abs(ravine / 1e16 - 1) < 1e-6, "\(ravine)")
    #expect(try conditionNumber(Rosenbrock(), at: [.nan, 1]) == nil)
  }
}
