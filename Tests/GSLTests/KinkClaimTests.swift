import Descent
import DescentGSL
import Testing
import ValleyProblems

/// Stationary points without a gradient.
@Suite("claims of a kink") struct KinkClaimTests {
  private static let tip = StationaryPoint(
    .globalMinimum, curvature: .kink, at: [0, 0], value: 0, .closedForm("|s| < 1"))

  @Test("the tip of a cone passes, also a leaning one", arguments: [0.0, 0.5, -0.9])
  func cone(slope: Double) throws {
    var problem = ClaimedProblems.Cone()
    problem.s = slope
    problem.q = 0.25
    let certificate = try certify(problem, Self.tip)
    #expect(certificate.passes, "\(certificate.objections)")
    #expect(certificate.verdict == .kink && certificate.gradientNorm.isNaN)
  }

  @Test("a cone that leans too far has no minimum at its tip", arguments: [1.01, -1.5])
  func leaning(slope: Double) throws {
    var problem = ClaimedProblems.Cone()
    problem.s = slope
    let certificate = try certify(problem, Self.tip)
    #expect(
      certificate.objections.contains { if case .falls = $0 { true } else { false } })
  }

  @Test("a smooth minimum is not a kink, and a tip is not regular") func kinds() throws {
    let smooth = try certify(
      Rosenbrock(), Self.tip.with(at: [1, 1]))
    #expect(smooth.objections == [.smooth])
    #expect(try !certify(ClaimedProblems.Cone(), Self.tip.with(curvature: .regular)).passes)
  }

  @Test("a wrong value or point of a kink is refused", arguments: [1e-10, -1e-10, .nan])
  func values(error: Double) throws {
    #expect(try !certify(ClaimedProblems.Cone(), Self.tip.with(value: error)).passes)
    #expect(try !certify(ClaimedProblems.Cone(), Self.tip.with(at: [error, 1e-6])).passes)
  }

  @Test("a saddle of kinks is a saddle, and neither a minimum nor a maximum") func roof() throws {
    let saddle = Self.tip.with(kind: .saddle(index: 1))
    #expect(try certify(ClaimedProblems.Roof(), saddle).passes)
    for kind in [StationaryPoint.Kind.localMinimum, .maximum] {
      #expect(try !certify(ClaimedProblems.Roof(), Self.tip.with(kind: kind)).passes)
    }
    #expect(try !certify(ClaimedProblems.Cone(), saddle).passes)
  }
}
