import Descent
import DescentGSL

extension Textbook {
  /// GD-05: on a μ-strongly convex L-smooth function lr = 2/(μ + L) contracts by (κ − 1)/(κ + 1).
  static let gd05 = Experiment(
    "GD-05", "For strongly convex f and lr = 2/(μ + L), |x_k - x*| <= ((κ - 1)/(κ + 1))^k R.",
    formula: "max over k of |x_k − x*| / (((κ − 1)/(κ + 1))^k R) ≤ 1",
    source: "Nesterov 2004, Theorem 2.1.15", kind: .bound,
    refutation: "a step at which logistic regression is farther from its minimum", rule: "sgd",
    predict: { [Prediction("largest ratio", 1, .atMost(slack: 1e-9))] },
    measure: { lab, rule in [try logisticRatio(lab, rule, factor: 1)] },
    control: .other("lr 20 times as large") { lab in
      [try logisticRatio(lab, Specification(literal: "sgd"), factor: 20)]
    })

  /// λ_max(XᵀX/60)/4 + μ: the largest curvature of LOGIT60.
  static func logisticSmoothness() throws -> Double {
    let gram = Logit60.gram
    let largest = try symmetricEigenvalues(gram.entries, order: 5).last ?? .nan
    return largest / 60 / 4 + Logit60.mu
  }

  private static func logisticRatio(
    _ lab: Laboratory, _ rule: Specification, factor: Double
  ) throws -> Double {
    let l = try logisticSmoothness()
    let kappa = l / Logit60.mu
    let contraction = (kappa - 1) / (kappa + 1)
    let minimizer = try lab.newton(Logit60(), from: Logit60.minimizer)
    let path = try lab.path(
      lab.rule(rule, rate: factor * 2 / (Logit60.mu + l)), on: Logit60(),
      from: [2, 2, 2, 2, 2], steps: 200)
    let distances = path.distances(from: minimizer)
    // Below 1e-8 the rounding of the minimizer would be measured.
    return distances.indices.dropFirst().reduce(0) { largest, k in
      let bound = .pow(contraction, k) * distances[0]
      return bound < 1e-8 ? largest : max(largest, distances[k] / bound)
    }
  }
}
