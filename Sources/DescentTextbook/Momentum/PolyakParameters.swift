import Descent

extension Textbook {
  /// Heavy ball at the best parameters for quadratics with curvatures from μ to L.
  struct PolyakParameters: Sendable {
    let mu: Double
    let l: Double
    var rate: Double { 4 / .pow(.sqrt(l) + .sqrt(mu), 2) }
    /// ρ = (√κ − 1)/(√κ + 1), the double root at both ends of the spectrum.
    var root: Double { (.sqrt(l) - .sqrt(mu)) / (.sqrt(l) + .sqrt(mu)) }
    var momentum: Double { root * root }
    var rule: String { "momentum:momentum=\(momentum)" }

    /// x_k = (1 + ck) r^k from x₀ = 1 at rest, for the double root r of a mode.
    func mode(_ curvature: Double, root r: Double, at k: Int) -> Double {
      (1 + slope(curvature, root: r) * Double(k)) * .pow(r, k)
    }

    /// c, from x₁ = 1 − lr λ.
    func slope(_ curvature: Double, root r: Double) -> Double { (1 - rate * curvature) / r - 1 }
  }

  static let polyak = PolyakParameters(mu: 1, l: 100)
}
