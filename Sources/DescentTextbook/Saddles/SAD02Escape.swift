import Descent
import DescentAlgebra
import DescentPictures
import SaddleProblems

extension Textbook {
  private static let (copies, steps, near) = (4000, 500, 1e-3)

  /// SAD-02a: from almost every start gradient descent reaches a minimum, not the saddle.
  static let sad02a = Experiment(
    "SAD-02a", "From almost every start gradient descent at lr < 1/L ends at no strict saddle.",
    formula: "P(x_k → saddle) = 0", source: "Lee et al. 2016",
    kind: .phenomenon,
    refutation: "one of \(copies) normal starts that is not at y = ±1 after \(steps) steps",
    rule: "sgd",
    predict: { [Prediction("fraction that reaches y = ±1", 1, .exactly)] },
    measure: { lab, rule in [try arrivals(lab, rule, from: normalStarts(lab))[steps]] },
    control: .other("starts on the stable manifold y = 0") { lab in
      [try arrivals(lab, Specification(literal: "sgd"), from: stableStarts(lab))[steps]]
    }
  ).showing { lab, rule in
    let stable = try arrivals(lab, Specification(literal: "sgd"), from: stableStarts(lab))
    let marks = Array(stride(from: 0, through: steps, by: 20))
    let arrived = try arrivals(lab, rule, from: normalStarts(lab))
    return ChartPanel(
      "fraction of \(copies) starts that is at a minimum", x: Axis("step k"), y: Axis("fraction"),
      [
        .predicted("all, in the end", .level(1, from: 0, to: Double(steps))),
        .measured("\(rule.name), normal starts", .curve(steps: marks) { arrived[$0] }),
        .control("starts with y = 0", .curve(steps: marks) { stable[$0] }),
      ])
  }

  private static func normalStarts(_ lab: Laboratory) -> [Double] {
    var normals = NormalNumbers(lab.random(0x5AD_02A))
    return normals.next(2 * copies).scaled(by: 0.5)
  }

  private static func stableStarts(_ lab: Laboratory) -> [Double] {
    normalStarts(lab).enumerated().map { $0 % 2 == 0 ? $1 : 0 }
  }

  /// The fraction of copies near a minimum at each step.
  private static func arrivals(
    _ lab: Laboratory, _ rule: Specification, from start: [Double]
  ) throws -> [Double] {
    var fractions: [Double] = []
    try lab.follow(
      lab.rule(rule, rate: SaddleSetting.rate), on: ConfinedSaddle(copies: copies), from: start,
      steps: steps
    ) { _, x, _ in
      let arrived = (0..<copies).count { i in
        abs(x[2 * i]) < near && abs(abs(x[2 * i + 1]) - 1) < near
      }
      fractions.append(Double(arrived) / Double(copies))
      return true
    }
    return fractions
  }
}
