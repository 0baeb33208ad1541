import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let lowerBoundSteps = [5, 20, 50]
  private static let shownSteps = [1, 2, 3, 5, 8, 13, 20, 32, 50]

  /// The methods whose steps are linear combinations of gradients.
  private enum SpanMethod: CaseIterable {
    case fista, conjugateGradients, gradientDescent, heavyBall

    var name: String {
      switch self {
      case .fista: "FISTA"
      case .conjugateGradients: "conjugate gradients"
      case .gradientDescent: "gradient descent"
      case .heavyBall: "heavy ball"
      }
    }
  }

  /// The gap after k steps from 0 on NEST(2k + 1).
  private static func gap(_ lab: Laboratory, _ method: SpanMethod, _ k: Int) throws -> Double {
    let chain = NesterovChain(2 * k + 1)
    let rate = 1 / NesterovChain.l
    func loss(_ rule: String) throws -> Double {
      try lab.path(
        lab.rule(Specification(literal: rule), rate: rate), on: chain, from: chain.zero, steps: k
      ).losses[k]
    }
    let loss =
      switch method {
      case .fista:
        try lab.fista(
          Specification(literal: "momentum"), rate: rate, on: chain, from: chain.zero, steps: k
        ).losses[k]
      case .conjugateGradients: try chain.conjugateGradientLoss(k)
      case .gradientDescent: try loss("sgd")
      case .heavyBall: try loss("momentum:momentum=0.9")
      }
    return loss - chain.minimum
  }

  private static func lowerBound(_ k: Int) -> Double {
    let radius = NesterovChain(2 * k + 1).squaredRadius
    return 3 * NesterovChain.l * radius / (32 * .pow(Double(k + 1), 2))
  }

  /// NAG-01b: no method that combines gradients is below 3LR²/(32(k + 1)²) on NEST(2k + 1).
  static let nag01b = Experiment(
    "NAG-01b", "After k steps no span method is below 3 L R²/(32 (k + 1)²) on NEST(2k + 1).",
    formula: "f_k − f* ≥ 3 L R²/(32 (k + 1)²)", source: "Nesterov 2004, Theorem 2.1.7",
    kind: .bound,
    refutation: "a smaller gap by Nesterov's method, conjugate gradients, gradient descent or "
      + "heavy ball",
    predict: {
      lowerBoundSteps.map {
        Prediction("least ratio to the bound at k = \($0)", 1, .atLeast(slack: 1e-9))
      }
    },
    measure: { lab in
      try lowerBoundSteps.map { k in
        let gaps = try SpanMethod.allCases.map { try gap(lab, $0, k) }
        return (gaps.min() ?? .nan) / lowerBound(k)
      }
    },
    control: "one Newton step, which leaves the span"
  ) { _ in
    try lowerBoundSteps.map { k in
      let chain = NesterovChain(2 * k + 1)
      let move = try solveLinear(chain.matrix.entries, try chain.gradient(at: chain.zero))
      return (try chain.value(at: chain.zero.minus(move)) - chain.minimum) / lowerBound(k)
    }
  }.showing { lab, _ in
    ChartPanel(
      "gap after k steps, each k on its own NEST(2k + 1)", x: .logarithmic("k"),
      y: .logarithmic("f_k − f*"),
      [.predicted("3 L R²/(32 (k + 1)²)", .curve(steps: Array(1...50), lowerBound))]
        + (try SpanMethod.allCases.map { method in
          .measured(method.name, try .curve(steps: shownSteps) { try gap(lab, method, $0) })
        }))
  }

  private static func conjugateGap(_ k: Int) -> Double { NesterovChain.l / Double(16 * (k + 1)) }

  /// CG-00: conjugate gradients have exactly the gap L/(16(k + 1)) on NEST(2k + 1).
  static let cg00 = Experiment(
    "CG-00", "On NEST(2k + 1) conjugate gradients have a gap of exactly L/(16 (k + 1)) at step k.",
    formula: "f_k − f* = (L/8)(1/(k + 1) − 1/(2k + 2)) = L/(16(k + 1)) on NEST(2k + 1)",
    source: "derived here; the algebra of Nesterov 2004, §2.1.2", kind: .identity,
    refutation: "another gap",
    predict: {
      lowerBoundSteps.map { Prediction("gap at k = \($0)", conjugateGap($0), .relative(1e-9)) }
    },
    measure: { lab in try lowerBoundSteps.map { try gap(lab, .conjugateGradients, $0) } },
    control: "FISTA"
  ) { lab in
    try lowerBoundSteps.map { try gap(lab, .fista, $0) }
  }.showing { lab, _ in
    ChartPanel(
      "gap after k steps, each k on its own NEST(2k + 1)", x: .logarithmic("k"),
      y: .logarithmic("f_k − f*"),
      [
        .predicted("L/(16 (k + 1))", .curve(steps: Array(1...50), conjugateGap)),
        .measured(
          "conjugate gradients",
          try .curve(steps: shownSteps) { try gap(lab, .conjugateGradients, $0) }),
        .control("FISTA", try .curve(steps: shownSteps) { try gap(lab, .fista, $0) }),
      ])
  }
}

extension NesterovChain {
  var zero: [Double] { start(seed: 0) }

  /// The loss after k steps of conjugate gradients from 0.
  fileprivate func conjugateGradientLoss(_ k: Int) throws -> Double {
    let origin = try gradient(at: zero)
    let points = try conjugateGradients(from: zero, gradient: origin, steps: k) {
      // The gradient is linear up to its value at 0.
      try gradient(at: $0).minus(origin)
    }
    return try value(at: points[k])
  }
}
