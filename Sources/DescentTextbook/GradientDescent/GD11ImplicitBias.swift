import Descent
import DescentGSL

extension Textbook {
  /// GD-11a: from 0 gradient descent on under-determined least squares finds A⁺b.
  static let gd11a = Experiment(
    "GD-11a", "From 0 gradient descent on under-determined least squares converges to A⁺ b.",
    formula: "x_∞ = A⁺ b = Aᵀ(AAᵀ)⁻¹ b", source: "Wilson et al. 2017, §3; Zhang et al. 2017, §5",
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
      let end = try lab.path(
        lab.rule(rule, rate: 1 / (try data.largestCurvature())), on: data.problem,
        from: [Double](repeating: 0, count: 12), steps: 4000
      ).last
      return [end.minus(try data.leastSolution()).norm, data.residual(end)]
    },
    control: .other("Adam, lr = 0.05/(1 + t/200)") { lab in
      let data = UnderDetermined()
      var end: [Double] = []
      try lab.follow(
        lab.rule(Specification(literal: "adam:eps=1e-12"), rate: 1), on: data.problem,
        from: [Double](repeating: 0, count: 12), steps: 20_000,
        rate: { step, _, _ in 0.05 / (1 + Double(step) / 200) }
      ) { _, x, _ in
        end = x
        return true
      }
      return [end.minus(try data.leastSolution()).norm, data.residual(end)]
    })

  /// GD-11b: from x₀ it finds x₀ + A⁺(b − A x₀).
  static let gd11b = Experiment(
    "GD-11b", "From x_0 gradient descent converges to x_0 + A⁺ (b - A x_0).",
    formula: "x_∞ = x₀ + A⁺(b − A x₀)", source: "Wilson et al. 2017, §3", kind: .identity,
    refutation: "another limit",
    predict: { [Prediction("distance from the claim", 0, .absolute(1e-9))] },
    measure: { lab in
      let (end, data) = try generalLimit(lab)
      let correction = try data.pseudoInverse(data.b.minus(data.a * data.start))
      return [end.minus(data.start.plus(correction)).norm]
    },
    control: "compared with A⁺ b"
  ) { lab in
    let (end, data) = try generalLimit(lab)
    return [end.minus(try data.leastSolution()).norm]
  }

  private static func generalLimit(_ lab: Laboratory) throws -> ([Double], UnderDetermined) {
    let data = UnderDetermined()
    let end = try lab.path(
      lab.rule(Specification(literal: "sgd"), rate: 1 / (try data.largestCurvature())),
      on: data.problem, from: data.start, steps: 4000
    ).last
    return (end, data)
  }
}

/// Five equations in twelve unknowns, random.
struct UnderDetermined {
  let a: Matrix
  let b: [Double]
  let start: [Double]

  init() {
    var random = PortableRandom(21)
    a = Matrix(5, 12, random.normals(60))
    b = random.normals(5)
    start = random.normals(12)
  }

  var problem: DenseQuadratic { .leastSquares(a, b) }

  /// ‖A‖².
  func largestCurvature() throws -> Double {
    try symmetricEigenvalues((a * a.transposed).entries, order: 5).last ?? .nan
  }

  /// Aᵀ(AAᵀ)⁻¹ r.
  func pseudoInverse(_ r: [Double]) throws -> [Double] {
    a.transposed * (try solveLinear((a * a.transposed).entries, r))
  }

  func leastSolution() throws -> [Double] { try pseudoInverse(b) }
  func residual(_ x: [Double]) -> Double { (a * x).minus(b).norm }
}
