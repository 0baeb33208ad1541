import Descent
import DescentPictures

extension Textbook {
  private static let (high, low) = (0.5, 0.05)
  private static let drop = 30
  private static let steps = 200
  private static let count = 5000

  static let plateau = Demonstration(
    title: "A plateau that a lower rate resolves",
    text: "\(count) runs of stochastic descent on x²/2 with noisy gradients, and the mean of "
      + "their losses. At the rate \(high) all of them are near the minimum after ten steps, and "
      + "then nothing happens: each step adds as much noise as it takes away. That is no local "
      + "minimum and no bug. A tenth of the rate from step \(drop) on lowers the plateau by a factor "
      + "of \(rounded(plateauRatio)), known in advance. Starting at the low rate reaches the same floor, but later: "
      + "the high rate is for the way there, the low one for the end of it.",
    experiment: Experiment(
      "DEMO-05",
      "On x²/2 with noise a rate cut from \(high) to \(low) lowers the plateau of the loss "
        + "\(rounded(plateauRatio))-fold.",
      formula: "(lr/(2 − lr)) / (lr'/(2 − lr'))", source: "SGD-01", kind: .statistic,
      refutation: "another ratio of the plateaus before and after the cut",
      predict: {
        let error = plateauRatio * 2.0.squareRoot() * Chains.relativeError(count)
        return [
          Prediction("ratio of the plateaus", plateauRatio, .sigmas(4.5, standardError: error))
        ]
      },
      measure: { lab in [ratio(try losses(lab, high, cut))] },
      control: "no cut",
      { lab in [ratio(try losses(lab, high, "constant"))] }, isSlow: true),
    show: { lab in
      let runs = [
        ("\(high) throughout", try losses(lab, high, "constant")),
        ("\(high), then \(low)", try losses(lab, high, cut)),
        ("\(low) throughout", try losses(lab, low, "constant")),
      ]
      return Exhibit(
        picture: Picture([
          LossPanel(
            title: "noisy gradients on x²/2, the rate cut at step \(drop)",
            label: "mean loss of \(count) runs",
            curves: runs.map { name, losses in
              Curve(name: name, points: losses.enumerated().map { SIMD2(Double($0), $1) })
            })
        ]),
        table: [["rate", "loss at step \(drop)", "loss at step \(steps)"]]
          + runs.map { [$0, rounded($1[drop]), rounded($1[steps])] })
    })

  private static let plateauRatio =
    NoiseFloor.predicted(rate: high, curvature: 1) / NoiseFloor.predicted(rate: low, curvature: 1)

  private static let cut = "multistep:milestones=\(drop),gamma=\(low / high)"

  private static func ratio(_ losses: [Double]) -> Double { losses[drop] / losses[steps] }

  /// The mean of x²/2 at every step, from x = 20.
  private static func losses(
    _ lab: Laboratory, _ rate: Double, _ schedule: String
  ) throws -> [Double] {
    let rule = try lab.rule(Specification(literal: "sgd"), rate: rate)
    let schedule = try lab.registry.schedule(Specification(literal: schedule), horizon: steps)
    var chains = try Chains(rule, count: count, from: 20, random: lab.random(0xDE_05))
    return [chains.meanSquare / 2]
      + (1...steps).map { step in
        chains.step(curvature: 1, noise: 1, rate: rate * schedule.factor(at: step))
        return chains.meanSquare / 2
      }
  }
}
