import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy
import LogisticProblems

extension Textbook {
  private static let excess = 20.0
  /// Smaller distances would measure the rounding of the minimizer.
  private static let minimizerRounding = 1e-8

  /// GD-05: on a μ-strongly convex L-smooth function lr = 2/(μ + L) contracts by (κ − 1)/(κ + 1).
  static let gd05 = Experiment(
    "GD-05", "For μ-strongly convex L-smooth f, lr = 2/(μ + L): |x_k - x*| <= ((κ-1)/(κ+1))^k R.",
    formula: "max over k of |x_k − x*| / (((κ − 1)/(κ + 1))^k R) ≤ 1",
    source: "Nesterov 2004, Theorem 2.1.15", kind: .bound,
    refutation: "a step at which logistic regression is farther from its minimum", rule: "sgd",
    predict: { [Prediction("largest ratio", 1, .atMost(slack: 1e-9))] },
    measure: { lab, rule in [try largestRatio(logisticDistances(lab, rule, factor: 1))] },
    control: .other("lr \(Int(excess)) times as large") { lab in
      let sgd = Specification(literal: "sgd")
      return [try largestRatio(logisticDistances(lab, sgd, factor: excess))]
    }
  ).showing { lab, rule in
    let all = try logisticDistances(lab, rule, factor: 1)
    let wild = try logisticDistances(lab, Specification(literal: "sgd"), factor: excess)
    let contraction = try logisticContraction()
    let distances = Array(
      all.prefix(all.indices.count { .pow(contraction, $0) * all[0] >= minimizerRounding }))
    return ChartPanel(
      "logistic regression: distance from the minimum", x: Axis("step k"),
      y: .logarithmic("|x_k − x*|"),
      [
        .predicted(
          "((κ − 1)/(κ + 1))^k R",
          .curve(steps: Array(distances.indices)) { .pow(contraction, $0) * distances[0] }
        ),
        .measured("\(rule.name), lr = 2/(μ + L)", .trace(distances)),
        .control(
          "sgd, lr \(Int(excess)) times as large", .trace(Array(wild.prefix(distances.count)))),
      ])
  }

  /// λ_max(XᵀX/60)/4 + μ: the largest curvature of LOGIT60.
  static func logisticSmoothness() throws -> Double {
    let gram = Logit60.gram
    let largest = try symmetricEigenvalues(gram.entries, order: 5).last ?? .nan
    return largest / 60 / 4 + Logit60.mu
  }

  private static func logisticContraction() throws -> Double {
    let kappa = try logisticSmoothness() / Logit60.mu
    return (kappa - 1) / (kappa + 1)
  }

  /// The distances from the minimizer, at a multiple of 2/(μ + L).
  private static func logisticDistances(
    _ lab: Laboratory, _ rule: Specification, factor: Double
  ) throws -> [Double] {
    let minimizer = try lab.newton(Logit60(), from: Logit60.minimizer)
    return try lab.path(
      lab.rule(rule, rate: factor * 2 / (Logit60.mu + logisticSmoothness())), on: Logit60(),
      from: [2, 2, 2, 2, 2], steps: 200
    ).distances(from: minimizer)
  }

  private static func largestRatio(_ distances: [Double]) throws -> Double {
    let contraction = try logisticContraction()
    return distances.indices.dropFirst().reduce(0) { largest, k in
      let bound = .pow(contraction, k) * distances[0]
      return bound < minimizerRounding ? largest : max(largest, distances[k] / bound)
    }
  }
}
