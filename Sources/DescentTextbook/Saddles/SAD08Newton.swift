import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy
import SaddleProblems

extension Textbook {
  private static let (start, newtonSteps, descentSteps) = ([0.5, 0.2], 20, 500)

  /// SAD-08: Newton's method without damping converges to saddles.
  static let sad08 = Experiment(
    "SAD-08", "Undamped Newton's method can converge to a saddle that gradient descent leaves.",
    formula: "‖x_k‖ → 0 from (\(start[0]), \(start[1]))", source: "Dauphin et al. 2014",
    kind: .phenomenon, refutation: "a point that is not at the saddle after \(newtonSteps) steps",
    predict: { [Prediction("distance from the saddle", 0, .absolute(1e-12))] },
    measure: { lab in [try newtonDistance(lab, newtonSteps)] },
    control: "gradient descent, which ends at a minimum",
    { lab in [try descentDistances(lab)[descentSteps]] }
  ).showing { lab, _ in
    ChartPanel(
      "distance from the saddle", x: Axis("step k"), y: .logarithmic("|x_k|"),
      [
        .measured(
          "Newton's method",
          try .curve(steps: Array(0...5)) { try newtonDistance(lab, $0) }),
        .control(
          "gradient descent", .trace(Array(try descentDistances(lab).prefix(newtonSteps + 1)))),
      ])
  }

  private static func newtonDistance(_ lab: Laboratory, _ steps: Int) throws -> Double {
    try lab.newton(ConfinedSaddle(), from: start, steps: steps).norm
  }

  private static func descentDistances(_ lab: Laboratory) throws -> [Double] {
    let rule = try lab.rule(Specification(literal: "sgd"), rate: SaddleSetting.rate)
    return try lab.path(rule, on: ConfinedSaddle(), from: start, steps: descentSteps)
      .points.map(\.norm)
  }
}
