import Descent
import DescentPictures

extension Textbook {
  private static let (slack, rounding) = (0.02, 1e-7)

  /// HB-01c: no rate and momentum contract faster than ρ.
  static let hb01c = Experiment(
    "HB-01c", "No rate and momentum make heavy ball contract quadratics faster than by ρ per step.",
    formula: "min over lr and β of the spectral radius, worst over the spectrum, "
      + "= ρ = (√κ − 1)/(√κ + 1)",
    source: "Polyak 1964", kind: .bound,
    refutation:
      "a point of a \(gridRates.count) × \(gridMomenta.count) grid below ρ, or none within "
      + "\(slack) of it", rule: "momentum",
    predict: {
      [
        Prediction("least radius on the grid", polyak.root - rounding, .atLeast(slack: 0)),
        Prediction("least radius, not far off", polyak.root + slack, .atMost(slack: 0)),
      ]
    },
    measure: { lab, rule in least(try leastRadii(lab, rule, rates: gridRates, momenta: gridMomenta))
    },
    control: .other("no momentum: gradient descent at its best rate, 2/(μ + L)") { lab in
      least(try withoutMomentum(lab))
    }
  ).showing { lab, rule in
    let momenta = stride(from: 0, to: gridMomenta.count, by: 3).map { gridMomenta[$0] }
    let radii = try leastRadii(lab, rule, rates: gridRates, momenta: momenta)
    return ChartPanel(
      "worst factor over the spectrum at the best rate", x: Axis("momentum β"),
      y: Axis("factor per step"),
      [
        .predicted("ρ = (√κ − 1)/(√κ + 1)", .curve(momenta) { _ in polyak.root }),
        .predicted("β = ρ²", .upright(polyak.momentum, from: polyak.root - 0.01, to: 1)),
        .measured(
          "\(rule.name), best of \(gridRates.count) rates",
          zip(momenta, radii).map { SIMD2($0, $1) }),
        .control("no momentum, lr = 2/(μ + L)", [SIMD2(0, try withoutMomentum(lab)[0])]),
      ])
  }

  private static let gridRates = [Double].evenly(0.5, 1.3, 81).map { polyak.rate * $0 }
  private static let gridMomenta = [Double].evenly(0.4, 0.99, 119)

  private static func least(_ radii: [Double]) -> [Double] {
    let least = radii.min() ?? .nan
    return [least, least]
  }

  private static func withoutMomentum(_ lab: Laboratory) throws -> [Double] {
    try leastRadii(
      lab, Specification(literal: "momentum"), rates: [2 / (polyak.mu + polyak.l)], momenta: [0])
  }

  /// The smallest spectral radius over the rates, for each momentum.
  private static func leastRadii(
    _ lab: Laboratory, _ rule: Specification, rates: [Double], momenta: [Double]
  ) throws -> [Double] {
    try momenta.map { momentum in
      let step = try LinearizedStep(lab, rule.with(("momentum", momentum)))
      return try rates.map { rate in
        try [polyak.mu, 3, 30, polyak.l].map {
          try step.spectralRadius(rate: rate, curvature: $0)
        }.max() ?? .nan
      }.min() ?? .nan
    }
  }
}
