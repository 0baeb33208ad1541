import BowlProblems
import Descent
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let (horizon, l, r) = (20, 4.0, 3.0)

  /// OGM-01: the optimized gradient method attains its worst case on two functions.
  static let ogm01 = Experiment(
    "OGM-01", "A Huber function and L x²/2 attain the optimized gradient method's worst gap.",
    formula: "f(y_N) − f* = L R²/(2 θ_N²) on the Huber function of τ = R/θ_N² and on L x²/2",
    source: "Kim and Fessler 2016, Theorem 2; attained twice: Kim and Fessler 2017",
    kind: .identity,
    refutation: "another gap on either function after N = \(horizon) steps", rule: "momentum",
    predict: {
      WorstFunction.allCases.map {
        Prediction("gap, \($0.rawValue)", worstGap(horizon), .relative(1e-9))
      }
    },
    measure: { lab, rule in
      try WorstFunction.allCases.map { try optimizedGap(lab, rule, $0, horizon) }
    },
    control: .other("gradient descent at 1/L") { lab in
      try WorstFunction.allCases.map { try descentGap(lab, $0, horizon) }
    }
  ).showing { lab, rule in
    let horizons = [1, 2, 3, 5, 8, 12, horizon, 32, 50]
    return ChartPanel(
      "gap after N steps", x: .logarithmic("N"), y: .logarithmic("f(y_N) − f*"),
      [.predicted("L R²/(2 θ_N²)", .curve(steps: Array(1...50), worstGap))]
        + (try WorstFunction.allCases.map { function in
          .measured(
            "OGM by \(rule.name), \(function.rawValue)",
            try .curve(steps: horizons) { try optimizedGap(lab, rule, function, $0) })
        }) + [
          .control(
            "gradient descent, Huber function",
            try .curve(steps: horizons) { try descentGap(lab, .huber, $0) })
        ])
  }

  private enum WorstFunction: String, CaseIterable {
    case huber = "Huber function"
    case quadratic

    func problem(_ n: Int) -> any Problem {
      switch self {
      case .huber: Separable.huber(l, r / .pow(thetas(n)[n], 2))
      case .quadratic: DiagonalQuadratic([l])
      }
    }
  }

  /// θ₀ to θ_N of the optimized gradient method.
  private static func thetas(_ n: Int) -> [Double] {
    var thetas = [1.0]
    for i in 1...n {
      let factor = i < n ? 4.0 : 8
      thetas.append((1 + .sqrt(1 + factor * thetas[i - 1] * thetas[i - 1])) / 2)
    }
    return thetas
  }

  private static func worstGap(_ n: Int) -> Double { l * r * r / (2 * .pow(thetas(n)[n], 2)) }

  private static func optimizedGap(
    _ lab: Laboratory, _ rule: Specification, _ function: WorstFunction, _ n: Int
  ) throws -> Double {
    let (problem, thetas) = (function.problem(n), thetas(n))
    let path = try lab.accelerated(
      rule, rate: 1 / l, on: problem, from: [r], steps: n
    ) { step, _ in
      guard step > 1 else { return Extrapolation(momentum: 0) }
      let (before, now) = (thetas[step - 2], thetas[step - 1])
      return Extrapolation(momentum: (before - 1) / now, echo: before / now)
    }
    return try problem.value(at: path.lookAheads[n])
  }

  private static func descentGap(
    _ lab: Laboratory, _ function: WorstFunction, _ n: Int
  ) throws -> Double {
    try lab.path(
      lab.rule(Specification(literal: "sgd"), rate: 1 / l), on: function.problem(n), from: [r],
      steps: n
    ).losses[n]
  }
}
