import Descent
import DescentAlgebra
import DescentPictures

extension Textbook {
  private static let averagedSteps = 1000

  /// SCHED-03: the last step is not at 0, so the mean is a little above one half.
  static let sched03 = Experiment(
    "SCHED-03", "The mean factor of a cosine schedule from 1 to 0 over T steps is ½ (1 + 1/T).",
    formula: "(1/T) Σ_{t<T} (1 + cos(πt/T))/2 = ½ (1 + 1/T)", source: "elementary",
    kind: .identity, refutation: "another mean over T = \(averagedSteps) steps",
    predict: { [Prediction("mean factor", meanFactor(averagedSteps), .relative(1e-12))] },
    measure: { lab in [try cosineMean(lab, averagedSteps)] },
    control: "the trapezoids of the curve: exactly ½"
  ) { lab in
    [try cosineTrapezoids(lab, averagedSteps)]
  }.showing { lab, _ in
    let lengths = [Int].geometric(to: averagedSteps, 20)
    return ChartPanel(
      "the mean of a cosine schedule", x: .logarithmic("number of steps T"),
      y: Axis("mean factor"),
      [
        .predicted("½ (1 + 1/T)", .curve(steps: lengths, meanFactor)),
        .measured("cosine", try .curve(steps: lengths) { try cosineMean(lab, $0) }),
        .control("trapezoids", try .curve(steps: lengths) { try cosineTrapezoids(lab, $0) }),
      ])
  }

  private static func meanFactor(_ steps: Int) -> Double { 0.5 * (1 + 1 / Double(steps)) }

  private static func cosineMean(_ lab: Laboratory, _ steps: Int) throws -> Double {
    let schedule = try cosine(lab, steps)
    return (1...steps).reduce(0) { $0 + schedule.factor(at: $1) } / Double(steps)
  }

  private static func cosineTrapezoids(_ lab: Laboratory, _ steps: Int) throws -> Double {
    let schedule = try cosine(lab, steps)
    return (1...steps).reduce(0) {
      $0 + (schedule.factor(at: $1) + schedule.factor(at: $1 + 1)) / 2
    } / Double(steps)
  }

  static func cosine(_ lab: Laboratory, _ steps: Int) throws -> any Schedule {
    try lab.registry.schedule(Specification(literal: "cosine:horizon=\(steps)"), horizon: nil)
  }
}
