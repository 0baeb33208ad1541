import DescentGSL
import Foundation
import Testing

@Suite("Numerics by GSL") struct NumericsTests {
  @Test("fits the line through points on one, and an exponent") func line() throws {
    let fit = try LineFit([0, 1, 2, 5], [1, 3, 5, 11])
    #expect(abs(fit.slope - 2) < 1e-14 && abs(fit.intercept - 1) < 1e-14 && fit.slopeError < 1e-12)
    let x = [1.0, 2, 4, 8]
    #expect(abs(try LineFit.exponent(x, x.map { 3 / $0.squareRoot() }) + 0.5) < 1e-14)
    #expect(throws: GSLError.self) { try LineFit([0, 1], [0, .nan]) }
  }

  // Values of Abramowitz and Stegun, tables 26.1 and 9.1.
  @Test("knows the normal law, Bessel's function and binomials") func functions() {
    #expect(abs(SpecialFunctions.normalDistribution(1.96) - 0.975002104851780) < 1e-14)
    #expect(abs(SpecialFunctions.besselJ1(1) - 0.4400505857449335) < 1e-14)
    #expect(SpecialFunctions.choose(10, 3) == 120)
  }

  @Test("finds the largest modulus, also of complex eigenvalues") func spectrum() throws {
    // A rotation by 1 radian, stretched by 0.9.
    let (c, s) = (0.9 * cos(1.0), 0.9 * sin(1.0))
    #expect(abs(try spectralRadius([c, -s, s, c], order: 2) - 0.9) < 1e-14)
    #expect(try spectralRadius([-3, 0, 0, 2], order: 2) == 3)
    #expect(throws: GSLError.self) { try spectralRadius([.nan], order: 1) }
  }

  @Test("solves x' = −H x to eleven digits") func differentialEquation() throws {
    let end = try flow(from: [1, 1], time: 2) { [-0.5 * $0[0], -3 * $0[1]] }
    #expect(abs(end[0] - exp(-1.0)) < 1e-11 && abs(end[1] - exp(-6.0)) < 1e-11)
  }
}
