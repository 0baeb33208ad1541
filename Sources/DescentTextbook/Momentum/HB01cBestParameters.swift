import Descent

extension Textbook {
  /// HB-01c: no rate and momentum contract faster than ρ.
  static let hb01c = Experiment(
    "HB-01c", "No pair of rate and momentum contracts faster than (√κ - 1)/(√κ + 1).",
    formula: "min over lr and β of the spectral radius, worst over the spectrum, = ρ",
    source: "Polyak 1964", kind: .bound,
    refutation: "a point of an 81 × 119 grid below ρ, or none within 0.02 of it", rule: "momentum",
    predict: {
      [
        Prediction("least radius on the grid", polyak.root - 1e-7, .atLeast(slack: 0)),
        Prediction("least radius, not far off", polyak.root + 0.02, .atMost(slack: 0)),
      ]
    },
    measure: { lab, rule in try leastRadius(lab, rule, rates: gridRates, momenta: gridMomenta) },
    control: .other("no momentum: gradient descent at its best rate, 2/(μ + L)") { lab in
      try leastRadius(
        lab, Specification(literal: "momentum"), rates: [2 / (polyak.mu + polyak.l)], momenta: [0])
    })

  private static let gridRates = (0..<81).map { polyak.rate * (0.5 + 0.8 * Double($0) / 80) }
  private static let gridMomenta = (0..<119).map { 0.4 + 0.59 * Double($0) / 118 }

  private static func leastRadius(
    _ lab: Laboratory, _ rule: Specification, rates: [Double], momenta: [Double]
  ) throws -> [Double] {
    let least =
      try momenta.map { momentum in
        let step = try LinearizedStep(lab, rule.with(("momentum", momentum)))
        return try rates.map { rate in
          try [polyak.mu, 3, 30, polyak.l].map {
            try step.spectralRadius(rate: rate, curvature: $0)
          }.max() ?? .nan
        }.min() ?? .nan
      }.min() ?? .nan
    return [least, least]
  }
}
