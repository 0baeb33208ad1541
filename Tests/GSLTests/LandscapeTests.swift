import Descent
import DescentGSL
import DescentLaws
import Testing

/// Checks with GSL the centre of a landscape, from which the stability laws measure distances.
@Suite("A landscape") struct LandscapeTests {
  static func landscape(_ seed: Int, quadratic: Bool, saddle: Bool) -> Landscape {
    var draw = Draw(CounterRandom(seed: UInt64(seed)))
    let count = 1 + seed % 6
    let start = (0..<count).map { _ in draw.normal() }
    let c = RuleCase(
      precision: .float64, sizes: [count], rule: Specification(name: "sgd"), rates: [],
      start: start, gradients: [], aux: seed)
    var choices = c.choices
    return Landscape(c, &choices, quadratic: quadratic, saddle: saddle)
  }

  @Test(
    "the claimed centre and the Hessian are right", arguments: 0..<12,
    [(true, false), (false, false), (false, true)])
  func certified(seed: Int, kind: (quadratic: Bool, saddle: Bool)) throws {
    let problem = Self.landscape(seed, quadratic: kind.quadratic, saddle: kind.saddle)
    let claim = try #require(problem.stationaryPoints.first)
    #expect(claim.kind.isMinimum != kind.saddle)
    let certificate = try certify(problem, claim)
    #expect(certificate.passes, "\(certificate.verdict) \(certificate.objections)")
    let eigenvalues = problem.directions.map(\.curvature)
    let largest = try #require(problem.smoothness)
    let least = try #require(eigenvalues.min())
    #expect(abs(certificate.smallestEigenvalue - least) < 1e-9 * largest)
  }

  @Test("minimising from elsewhere ends at the centre", arguments: 0..<6)
  func minimum(seed: Int) throws {
    let problem = Self.landscape(seed, quadratic: true, saddle: false)
    let blind = StationaryPoint(.globalMinimum, at: nil, value: 0, .closedForm(""))
    let certificate = try certify(problem, blind)
    #expect(certificate.passes, "\(certificate.objections)")
    for (found, center) in zip(certificate.point, problem.center) {
      // To within the range where the value is constant up to rounding.
      #expect(abs(found - center) < 1e-9)
    }
  }

  @Test("log cosh is accurate near 0 and far away")
  func logCosh() {
    let profile = Landscape.Profile.logCosh
    // z²/2 − z⁴/12, and |z| − ln 2.
    #expect(abs(profile.value(1e-3) / (5e-7 - 1e-12 / 12) - 1) < 1e-12)
    #expect(abs(profile.value(1e-150) / 0.5e-300 - 1) < 1e-12)
    #expect(profile.value(-1000) == 1000 - .log(2))
    for z in [0.25, 0.999999, 1, 1.000001, 3] {
      #expect(abs(profile.value(z) - .log(.cosh(z))) < 1e-15)
    }
  }
}
