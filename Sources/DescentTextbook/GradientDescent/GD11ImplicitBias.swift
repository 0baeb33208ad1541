import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy
import LeastSquaresProblems

extension Textbook {
  private static let (adamRate, adamSlowdown) = (0.05, 200.0)

  /// GD-11a: from 0 gradient descent on under-determined least squares finds A⁺b.
  static let gd11a = Experiment(
    "GD-11a", "From 0 gradient descent on under-determined least squares converges to A⁺ b.",
    formula: "x_∞ = A⁺ b = Aᵀ(AAᵀ)⁻¹ b for lr < 2/‖A‖²",
    source: "Wilson et al. 2017, §3; Zhang et al. 2017, §5",
    kind: .identity, refutation: "a limit that fits the data but is not the least one",
    rule: "sgd",
    predict: {
      [
        Prediction("distance from A⁺b", 0, .absolute(1e-9)),
        Prediction("residual", 0, .absolute(1e-10)),
      ]
    },
    measure: { lab, rule in
      let data = UnderDetermined()
      let end = try limit(lab, rule, data, from: data.zero)
      return [end.minus(try data.leastSolution()).norm, data.residual(end)]
    },
    control: .other("Adam, lr = \(adamRate)/(1 + t/\(Int(adamSlowdown)))") { lab in
      let data = UnderDetermined()
      let end = try adamLimit(lab, data)
      return [end.minus(try data.leastSolution()).norm, data.residual(end)]
    }
  ).showing { lab, rule in
    let data = UnderDetermined()
    return ChartPanel(
      "where least squares from 0 end", x: Axis("coordinate i"), y: Axis("x_i"),
      [
        .predicted("A⁺ b", .trace(try data.leastSolution(), from: 1)),
        .measured(rule.name, .trace(try limit(lab, rule, data, from: data.zero), from: 1)),
        .control("adam, which fits as well", .trace(try adamLimit(lab, data), from: 1)),
      ])
  }

  /// GD-11b: from x₀ it finds x₀ + A⁺(b − A x₀).
  static let gd11b = Experiment(
    "GD-11b", "From x_0 gradient descent on least squares ends at the nearest solution to x_0.",
    formula: "x_∞ = x₀ + A⁺(b − A x₀) for lr < 2/‖A‖²", source: "Wilson et al. 2017, §3",
    kind: .identity,
    refutation: "another limit", rule: "sgd",
    predict: { [Prediction("distance from the claim", 0, .absolute(1e-9))] },
    measure: { lab, rule in
      let data = UnderDetermined()
      let end = try limit(lab, rule, data, from: data.start)
      return [end.minus(try data.nearestSolution()).norm]
    },
    control: .other("compared with A⁺ b") { lab in
      let data = UnderDetermined()
      let end = try limit(lab, Specification(literal: "sgd"), data, from: data.start)
      return [end.minus(try data.leastSolution()).norm]
    }
  ).showing { lab, rule in
    let data = UnderDetermined()
    return ChartPanel(
      "where least squares from x₀ end", x: Axis("coordinate i"), y: Axis("x_i"),
      [
        .predicted("x₀ + A⁺ (b − A x₀)", .trace(try data.nearestSolution(), from: 1)),
        .measured(rule.name, .trace(try limit(lab, rule, data, from: data.start), from: 1)),
        .control("A⁺ b", .trace(try data.leastSolution(), from: 1)),
      ])
  }

  private static func limit(
    _ lab: Laboratory, _ rule: Specification, _ data: UnderDetermined, from start: [Double]
  ) throws -> [Double] {
    try lab.path(
      lab.rule(rule, rate: 1 / (try data.largestCurvature())), on: data.problem, from: start,
      steps: 4000
    ).last
  }

  /// Adam's limit, with a rate that decreases slowly enough to converge.
  private static func adamLimit(_ lab: Laboratory, _ data: UnderDetermined) throws -> [Double] {
    var end: [Double] = []
    try lab.follow(
      lab.rule(Specification(literal: "adam:eps=1e-12"), rate: 1), on: data.problem,
      from: data.zero, steps: 20_000,
      rate: { step, _, _ in adamRate / (1 + Double(step) / adamSlowdown) }
    ) { _, x, _ in
      end = x
      return true
    }
    return end
  }
}
