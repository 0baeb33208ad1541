import BowlProblems
import Descent
import DescentCatalog
import DescentGSL
import LawMutants
import LeastSquaresProblems
import SaddleProblems
import Testing
import ValleyProblems

/// Wrong claims, made from the right claims of every built-in problem by mistakes that are common in
/// tables.
@Suite("wrong claims are refused") struct WrongClaimTests {
  static let problems = [
    "rosenbrock", "rosenbrock:n=4", "beale", "himmelblau", "saddle", "factorization:n=4",
    "powell-singular", "sphere", "quadratic", "leastsquares:data=iris",
  ]

  private func each(
    _ text: String, _ body: (any Problem, StationaryPoint) throws -> Void
  ) throws {
    let problem = try Catalog.registry.problem(Specification(text))
    for claim in problem.stationaryPoints where claim.point != nil { try body(problem, claim) }
  }

  @Test("the right ones pass", arguments: problems) func right(text: String) throws {
    try each(text) { problem, claim in
      let certificate = try certify(problem, claim)
      #expect(certificate.passes, "\(claim.kind): \(certificate.objections)")
    }
  }

  @Test("a value that is off in its tenth digit", arguments: problems) func value(text: String)
    throws
  {
    try each(text) { problem, claim in
      for share in [1e-10, -1e-10] {
        let wrong = claim.with(value: claim.value + share * (claim.value == 0 ? 1 : claim.value))
        let passes = try certify(problem, wrong).passes
        #expect(!passes, "\(claim.kind)")
      }
    }
  }

  @Test("a point that is off by 1e-6 in one coordinate", arguments: problems)
  func point(text: String) throws {
    try each(text) { problem, claim in
      var point = try #require(claim.point)
      for i in point.indices {
        let old = point[i]
        point[i] += 1e-6
        #expect(try !certify(problem, claim.with(at: point)).passes, "\(claim.kind), entry \(i)")
        point[i] = old
      }
    }
  }

  @Test("two coordinates exchanged, or a sign lost", arguments: ["himmelblau", "beale"])
  func exchanged(text: String) throws {
    try each(text) { problem, claim in
      let point = try #require(claim.point)
      if abs(point[0] - point[1]) > 1e-3 {
        #expect(try !certify(problem, claim.with(at: [point[1], point[0]])).passes)
      }
      if point[1] != 0 {
        #expect(try !certify(problem, claim.with(at: [point[0], -point[1]])).passes)
      }
    }
  }

  @Test("every other kind, and every other index", arguments: problems)
  func kind(text: String) throws {
    try each(text) { problem, claim in
      guard claim.curvature == .regular else { return }
      let n = problem.dimension
      var kinds: [StationaryPoint.Kind] = [.maximum, .localMinimum, .degenerate]
      kinds += (1..<max(2, n)).map { .saddle(index: $0) } + [.minimisingSet(dimension: 1)]
      for kind in kinds where kind != claim.kind && !(kind.isMinimum && claim.kind.isMinimum) {
        let wrong = StationaryPoint(kind, at: claim.point, value: claim.value, .how)
        let passes = try certify(problem, wrong).passes
        #expect(!passes, "\(claim.kind) as \(kind)")
      }
      let kink = claim.with(curvature: .kink)
      let isKink = try certify(problem, kink).passes
      #expect(!isKink, "\(claim.kind) as a kink")
    }
  }

  @Test("a local minimum called global") func global() throws {
    let problem = try Rosenbrock { $0.n = 4 }
    let claim = try #require(problem.stationaryPoints.first { $0.kind == .localMinimum })
    let certificate = try certify(problem, claim.with(kind: .globalMinimum))
    #expect(
      certificate.objections.contains { if case .notGlobal = $0 { true } else { false } })
  }

  @Test("a gradient with a sign wrong, in each entry", arguments: ["himmelblau", "rosenbrock:n=4"])
  func gradient(text: String) throws {
    let base = try Catalog.registry.problem(Specification(text))
    for entry in 0..<base.dimension {
      let wrong = SpoiledProblem(base: base, spoil: { $1[entry] = -$1[entry] })
      #expect(try !certify(wrong, try #require(base.reference)).passes, "entry \(entry)")
    }
  }

  @Test("a factor of two, a constant, and a term too many in the value") func formula() throws {
    let base = Himmelblau()
    let claim = try #require(base.stationaryPoints.first { !$0.kind.isMinimum })
    let wrong: [@Sendable (UnsafePointer<Double>, Double) -> Double] = [
      { 2 * $1 }, { $1 / 2 }, { $1 + 1e-6 }, { $1 + $0[0] * 1e-6 },
    ]
    for shift in wrong {
      #expect(try !certify(SpoiledProblem(base: base, shift: shift), claim).passes)
    }
  }
}
