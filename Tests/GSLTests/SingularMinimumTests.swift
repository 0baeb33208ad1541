import Descent
import DescentCatalog
import DescentGSL
import LeastSquaresProblems
import SaddleProblems
import Testing
import ValleyProblems

/// (xy − 1)²: the minima are the hyperbola xy = 1.
private struct Hyperbola: ResidualProblem {
  static let card = Card(name: "hyperbola", summary: "", formula: "(xy − 1)²", source: "")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [2, 1] }
  var residualCount: Int { 1 }
  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) { r[0] = x[0] * x[1] - 1 }
}

/// x² − y⁴: the Hessian at 0 is that of a minimum, the quartic is not.
private struct HiddenSaddle: FormulaProblem {
  static let card = Card(name: "hidden", summary: "", formula: "x² − y⁴", source: "")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [1, 1] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let square = x[1] * x[1]
    return x[0] * x[0] - square * square
  }
}

/// Minima where the Hessian is singular, and claims about them that are false, each in one way.
@Suite("A singular minimum") struct SingularMinimumTests {
  typealias Curvature = StationaryPoint.Curvature
  static let how = StationaryPoint.Provenance.closedForm("")

  private func powell(
    _ curvature: Curvature?, as kind: StationaryPoint.Kind = .globalMinimum,
    at point: [Double] = [0, 0, 0, 0], value: Double = 0
  ) throws -> Certificate {
    try certify(
      PowellSingular(),
      StationaryPoint(kind, curvature: curvature, at: point, value: value, Self.how))
  }

  @Test("Powell's singular function is certified as it declares itself") func powellSingular()
    throws
  {
    let problem = PowellSingular()
    let claim = try #require(problem.reference)
    #expect(claim.kind == .globalMinimum && claim.kind.isMinimum)
    let certificate = try certify(problem, claim)
    #expect(certificate.passes, "\(certificate.objections)")
    #expect(certificate.nullDimension == 2 && certificate.negativeEigenvalues == 0)
    #expect(certificate.value == 0 && certificate.gradientNorm == 0)
  }

  @Test("a singular Hessian claimed to be regular is refused") func regular() throws {
    let certificate = try powell(.regular)
    #expect(
      certificate.objections.contains(.kind(claimed: .globalMinimum, found: .degenerate)))
  }

  @Test("a regular Hessian claimed to be singular is refused") func singular() throws {
    let claim = StationaryPoint(
      .globalMinimum, curvature: .singular(.unknown), at: [1, 1], value: 0, Self.how)
    let certificate = try certify(Rosenbrock(), claim)
    #expect(!certificate.passes && certificate.verdict == .strictMinimum)
  }

  @Test("a null space of the wrong dimension is refused", arguments: [1, 3])
  func nullDimension(claimed: Int) throws {
    let certificate = try powell(.singular(.ofDimension(claimed)))
    #expect(certificate.objections == [.nullDimension(claimed: claimed, found: 2)])
  }

  @Test("a vector that is not in the null space is refused") func nullVector() throws {
    let certificate = try powell(.singular(.spanned(by: [[10, -1, 0, 0], [0, 0, 1, 1.001]])))
    #expect(certificate.objections.count == 1)
    guard case .nullVector(1, let norm, _)? = certificate.objections.first else {
      Issue.record("\(certificate.objections)")
      return
    }
    // H = 2 · 5 (0, 0, 1, −1)ᵀ(0, 0, 1, −1) on the last two, off by 0.001 there.
    #expect(abs(norm - 0.01 * Double(2).squareRoot()) < 1e-12)
  }

  @Test("a value or a point that is not exact is refused") func inexact() throws {
    let space = Curvature.singular(.ofDimension(2))
    #expect(try powell(space).passes)
    #expect(try !powell(space, value: 1e-300).passes)
    #expect(try !powell(space, at: [1e-9, 0, 0, 0], value: 1e-18).passes)
  }

  @Test("a saddle is refused as a minimum, though its Hessian does not show it") func saddles()
    throws
  {
    let monkey = StationaryPoint(
      .localMinimum, curvature: .singular(.ofDimension(2)), at: [0, 0], value: 0, Self.how)
    let hidden = StationaryPoint(
      .localMinimum, curvature: .singular(.spanned(by: [[0, 1]])), at: [0, 0], value: 0, Self.how)
    let problems: [(any Problem, StationaryPoint)] = [
      (MonkeySaddle(), monkey), (HiddenSaddle(), hidden),
    ]
    for (problem, claim) in problems {
      let certificate = try certify(problem, claim)
      #expect(certificate.objections.count == 1)
      guard case .lower(let difference, _)? = certificate.objections.first else {
        Issue.record("\(certificate.objections)")
        continue
      }
      #expect(difference > 0)
    }
  }

  @Test("a saddle whose Hessian is singular is refused as a minimum by its signs") func signs()
    throws
  {
    let certificate = try powell(.singular(.ofDimension(2)), as: .saddle(index: 1))
    #expect(!certificate.passes)
  }

  @Test("a point of a set of minima is certified with the set's dimension") func set() throws {
    func claim(_ dimension: Int) -> StationaryPoint {
      StationaryPoint(.minimisingSet(dimension: dimension), at: [1, 1], value: 0, Self.how)
    }
    #expect(claim(1).curvature == .singular(.ofDimension(1)))
    #expect(try certify(Hyperbola(), claim(1)).passes)
    #expect(
      try certify(Hyperbola(), claim(2)).objections == [.nullDimension(claimed: 2, found: 1)])
  }

  @Test("the least-squares solver finds the minimum where there are residuals enough") func fits()
    throws
  {
    for (problem, minimum) in [
      (Beale() as any Problem, [3, 0.5]), (Rosenbrock(), [1, 1]),
    ] {
      let found = try #require(try fit(Evaluator(problem), from: problem.start(seed: 0)))
      for (x, exact) in zip(found, minimum) { #expect(abs(x - exact) < 1e-6, "\(problem)") }
    }
    #expect(try fit(Evaluator(Hyperbola()), from: [2, 1]) == nil)
    #expect(try fit(Evaluator(StrictSaddle()), from: [1, 1]) == nil)
  }

  @Test("the closed form of a least-squares fit equals GSL's result") func leastSquares()
    throws
  {
    let problem = try LeastSquares { $0.data = "iris" }
    let claim = try #require(problem.reference)
    #expect(try certify(problem, claim).passes)
    let blind = StationaryPoint(.globalMinimum, at: nil, value: claim.value, claim.provenance)
    let certificate = try certify(problem, blind)
    #expect(certificate.passes, "\(certificate.objections)")
    for (x, exact) in zip(certificate.point, try #require(claim.point)) {
      #expect(abs(x - exact) < 1e-12)
    }
  }
}
