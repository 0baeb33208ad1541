import BowlProblems
import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy
import RealModule

extension Textbook {
  /// ADAM-04c: with ε far above the gradients, and the rate in proportion, Adam is momentum.
  static let adam04c = Experiment(
    "ADAM-04c", "As ε → ∞ with lr = lr₀ ε, Adam tends to bias-corrected momentum, off by O(1/ε).",
    formula: "distance to x ← x − lr₀/(1 − β₁ᵗ) m is proportional to 1/ε", source: "derived here",
    kind: .slope, refutation: "another exponent of ε",
    predict: { [Prediction("exponent of ε", -1, .within(low: -1.05, high: -0.95))] },
    measure: { lab in [try epsilonExponent(lab, largeEpsilons)] },
    control: "ε from \(smallEpsilons[0]) to \(smallEpsilons[2])"
  ) { lab in
    [try epsilonExponent(lab, smallEpsilons)]
  }.showing { lab, _ in
    let (distances, controlled) = try (
      epsilonDistances(lab, largeEpsilons), epsilonDistances(lab, smallEpsilons)
    )
    let scale = (distances.last ?? .nan) * (largeEpsilons.last ?? .nan)
    return ChartPanel(
      "Adam of a large ε against momentum", x: .logarithmic("ε"),
      y: .logarithmic("relative distance of the last points"),
      [
        .predicted("∝ 1/ε", .curve(largeEpsilons) { scale / $0 }),
        .measured("adam", zip(largeEpsilons, distances).map { SIMD2($0, $1) }),
        .control("small ε", zip(smallEpsilons, controlled).map { SIMD2($0, $1) }),
      ])
  }

  private static let largeEpsilons = [1e2, 1e3, 1e4, 1e5]
  private static let smallEpsilons = [1e-4, 1e-3, 1e-2]

  private static func epsilonExponent(_ lab: Laboratory, _ epsilons: [Double]) throws -> Double {
    try LineFit.exponent(epsilons, epsilonDistances(lab, epsilons))
  }

  /// The relative distance of Adam's end from that of bias-corrected momentum, for each ε.
  private static func epsilonDistances(
    _ lab: Laboratory, _ epsilons: [Double]
  ) throws -> [Double] {
    let (problem, start, steps) = (DiagonalQuadratic([1, 10]), [1.0, 1], 200)
    let (beta, rate) = (0.9, 1e-3)
    let averaged = Specification(literal: "momentum:dampens_first=true")
      .with(("momentum", beta), ("dampening", beta))
    let limit = try lab.path(
      lab.rule(averaged, rate: rate), on: problem, from: start, steps: steps,
      rate: { t, _, _ in rate / (1 - .pow(beta, t)) }
    ).last
    return try epsilons.map { epsilon in
      let rule = Specification(literal: "adam").with(("beta1", beta), ("eps", epsilon))
      let path = try lab.path(
        lab.rule(rule, rate: rate * epsilon), on: problem, from: start, steps: steps)
      return path.last.minus(limit).norm / limit.norm
    }
  }
}
