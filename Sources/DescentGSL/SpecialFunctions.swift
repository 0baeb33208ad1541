import CGSL

/// Special functions and distributions for predictions, computed by GSL.
package enum SpecialFunctions {
  /// The distribution function of the standard normal law, Φ(z).
  package static func normalDistribution(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }

  /// The Bessel function J₁(x).
  package static func besselJ1(_ x: Double) -> Double { gsl_sf_bessel_J1(x) }

  /// The binomial coefficient n over k.
  package static func choose(_ n: Int, _ k: Int) -> Double {
    gsl_sf_choose(UInt32(n), UInt32(k))
  }
}
