import Descent
import DescentCatalog
import DescentGSL
import LawMutants
import SaddleProblems
import Testing
import ValleyProblems

/// Claims that are wrong, each in one way, and the objection that must be raised.
@Suite("A false claim") struct NegativeControlTests {
  func minimum(of problem: any Problem) throws -> StationaryPoint {
    try #require(problem.reference)
  }

  @Test("refuses a wrong value", arguments: [1e-11, -1e-11, 1.0, .nan, .infinity])
  func wrongValue(error: Double) throws {
    let claim = try minimum(of: Rosenbrock())
    let wrong = StationaryPoint(claim.kind, at: claim.point, value: error, claim.provenance)
    let certificate = try certify(Rosenbrock(), wrong)
    #expect(!certificate.passes)
    #expect(certificate.objections.count == 1)
    guard case .value? = certificate.objections.first else {
      Issue.record("\(certificate.objections)")
      return
    }
  }

  @Test("refuses a point that is off by 1e-4") func wrongPoint() throws {
    let claim = try minimum(of: Himmelblau())
    let point = try #require(claim.point)
    let wrong = StationaryPoint(
      claim.kind, at: [point[0] + 1e-4, point[1]], value: claim.value, claim.provenance)
    let certificate = try certify(Himmelblau(), wrong)
    #expect(!certificate.passes)
    guard case .position(let distance, _)? = certificate.objections.first else {
      Issue.record("\(certificate.objections)")
      return
    }
    #expect(abs(distance - 1e-4) < 1e-9)
  }

  @Test("refuses a saddle called a minimum, and the other way round") func wrongKind() throws {
    let problem = StrictSaddle()
    for claim in problem.stationaryPoints {
      let wrong = StationaryPoint(
        claim.kind.isMinimum ? .saddle(index: 1) : .localMinimum, at: claim.point,
        value: claim.value, claim.provenance)
      let certificate = try certify(problem, wrong)
      #expect(!certificate.passes)
      #expect(
        certificate.objections == [.kind(claimed: wrong.kind, found: certificate.verdict)])
    }
  }

  @Test("refuses a saddle of the wrong index") func wrongIndex() throws {
    let problem = RankOneFactorization()
    let claim = try #require(problem.stationaryPoints.first { $0.kind == .saddle(index: 2) })
    let wrong = StationaryPoint(
      .saddle(index: 3), at: claim.point, value: claim.value, claim.provenance)
    #expect(try certify(problem, claim).passes)
    #expect(try !certify(problem, wrong).passes)
  }

  @Test("refuses a gradient with one sign wrong, or one part in a million off")
  func wrongGradient() throws {
    let mutants = [
      SpoiledProblem(base: Himmelblau(), spoil: { $1[1] = -$1[1] }),
      SpoiledProblem(base: Himmelblau(), spoil: { $1[0] *= 1 + 1e-6 }),
      SpoiledProblem(base: RankOneFactorization(), spoil: { $1[7] *= 1.01 }),
    ]
    for mutant in mutants {
      let certificate = try certify(mutant, try minimum(of: mutant))
      #expect(!certificate.passes)
      #expect(
        certificate.objections.contains {
          if case .derivative = $0 { true } else { false }
        })
    }
  }

  @Test("refuses a wrong gradient in a dimension too large to try every axis")
  func wrongGradientInManyDimensions() throws {
    let base = try RankOneFactorization { $0.n = 120 }
    #expect(try certify(base, try minimum(of: base)).passes)
    let mutant = SpoiledProblem(base: base, spoil: { $1[77] *= 1.01 })
    let certificate = try certify(mutant, try minimum(of: base))
    #expect(certificate.derivativeError > certificate.derivativeTolerance)
    #expect(!certificate.passes)
  }

  @Test("catches NaN in the value and in the gradient") func notANumber() throws {
    let claim = try minimum(of: Rosenbrock())
    let inValue = SpoiledProblem(base: Rosenbrock(), shift: { _, _ in .nan })
    let inGradient = SpoiledProblem(base: Rosenbrock(), spoil: { $1[0] = .nan })
    for mutant in [inValue, inGradient] {
      let certificate = try certify(mutant, claim)
      #expect(!certificate.passes)
      #expect(certificate.verdict == .failed(reason: "value or gradient is not finite"))
    }
  }

  @Test("catches NaN in the Hessian, and one that contradicts the claim") func wrongHessian() throws
  {
    let claim = try minimum(of: Himmelblau())
    let notANumber = try certify(SpoiledProblem(base: Himmelblau(), corner: .nan), claim)
    #expect(notANumber.verdict == .failed(reason: "the Hessian is not finite"))
    #expect(!notANumber.passes)
    #expect(
      try certify(SpoiledProblem(base: Himmelblau(), corner: -90), claim).verdict
        == .saddle(index: 1))
  }

  @Test("throws if minimising leads into a region of NaN") func notANumberOnTheWay() throws {
    let mutant = SpoiledProblem(
      base: Rosenbrock(), shift: { x, value in x[0] > -1.1 ? .nan : value })
    let claim = StationaryPoint(.globalMinimum, at: nil, value: 0, .closedForm(""))
    #expect(throws: GSLError.self) { try certify(mutant, claim) }
  }

  @Test("refuses a degenerate claim whose value or point is not exact") func degenerate() throws {
    let problem = MonkeySaddle()
    let how = StationaryPoint.Provenance.closedForm("")
    let exact = StationaryPoint(.degenerate, at: [0, 0], value: 0, how)
    #expect(try certify(problem, exact).passes)
    let high = StationaryPoint(.degenerate, at: [0, 0], value: 1e-300, how)
    #expect(try !certify(problem, high).passes)
    let aside = StationaryPoint(.degenerate, at: [1e-9, 0], value: 1e-27, how)
    #expect(try !certify(problem, aside).passes)
    let minimum = StationaryPoint(.localMinimum, at: [0, 0], value: 0, how)
    #expect(try certify(problem, minimum).verdict == .degenerate)
    #expect(try !certify(problem, minimum).passes)
  }

  @Test("says what it objects to") func describes() {
    let objection = Certificate.Objection.value(difference: 2, allowed: 1)
    #expect(objection.description == "the value is off by 2.0, allowed are 1.0")
  }
}
