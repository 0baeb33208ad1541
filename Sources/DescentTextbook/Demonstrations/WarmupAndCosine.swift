import Descent
import DescentPictures

extension Textbook {
  private static let epochs = 30
  private static let stepsPerEpoch = 45
  /// Two passes.
  private static let earlySteps = 2 * stepsPerEpoch
  private static let scheduleNames = ["constant", "cosine", "cosine:warmup=\(earlySteps)"]
  private static let highRate = 0.1
  private static let (jumpLimit, gapLimit) = (1.02, 0.04)

  static let warmupAndCosine = Demonstration(
    title: "Warm-up and cosine on the digits perceptron",
    text:
      "A perceptron with 16 hidden units reads digits; Adam, at a rate of \(highRate) that is ten "
      + "times too high for it, takes \(epochs) passes over 1437 of them. At the constant rate the loss "
      + "first jumps above where it began and then stays high: every step is too long to settle. "
      + "The cosine brings the rate down to 0 and the loss down near the known minimum. Two passes of "
      + "warm-up before it take away the jump at the start: while the second moments are still "
      + "guesses, the steps are short.",
    experiment: Experiment(
      "DEMO-04",
      "On the digits at Adam's rate \(highRate) warm-up removes the first jump, cosine the last "
        + "plateau.",
      formula:
        "largest training loss of the first \(earlySteps) steps ≤ \(jumpLimit) f₀; final gap "
        + "≤ \(gapLimit)",
      source: "Goyal et al. 2017, §2.2; Loshchilov and Hutter 2017", kind: .phenomenon,
      refutation: "a jump above the first loss, or a final loss far above the known minimum",
      predict: {
        [
          Prediction("largest early loss over the first", jumpLimit, .atMost(slack: 0)),
          Prediction("final gap to the known minimum", gapLimit, .atMost(slack: 0)),
        ]
      },
      measure: { lab in try digitsSummary(lab, scheduleNames[2]) },
      control: "the constant rate",
      { lab in try digitsSummary(lab, scheduleNames[0]) }, isSlow: true),
    show: { lab in
      let runs = try scheduleNames.map { try digitsRun(lab, $0) }
      let reports = runs.map(\.report)
      let names = ["constant", "cosine", "warm-up and cosine"]
      let early = zip(names, runs).map { name, run in
        Curve(
          name: name,
          points: run.early.enumerated().map { SIMD2(Double($0), $1) })
      }
      let late = zip(names, reports).map { name, report in
        Curve(
          name: name,
          points: report.epochLosses.enumerated().map { SIMD2(Double($0), $1) })
      }
      return Exhibit(
        picture: Picture([
          LossPanel(
            title: "the first two passes", label: "training loss", curves: early),
          LossPanel(
            title: "all \(epochs)", label: "training loss", axis: "passes over the data",
            curves: late),
        ]),
        table: [["schedule", "largest early loss", "final loss", "accuracy on test digits"]]
          + zip(names, runs).map { name, run in
            [
              name, rounded(run.early.max() ?? .nan), rounded(run.report.loss),
              rounded(run.report.metrics?.testAccuracy ?? .nan),
            ]
          })
    })

  private static func digits(_ lab: Laboratory) throws -> any Problem {
    try lab.registry.problem(
      Specification(literal: "mlp:data=digits,hidden=16,activation=tanh,ridge=0.001,batch=32"))
  }

  /// A run, with the loss over all training examples at each of its first steps, because the
  /// loss of single mini-batches varies as much as the jump.
  private static func digitsRun(
    _ lab: Laboratory, _ schedule: String
  ) throws -> (report: RunReport, early: [Double]) {
    let problem = try digits(lab)
    let loss = try Double.makeObjective(problem).value
    var early: [Double] = []
    let report = try lab.training(
      problem, lab.rule(Specification(literal: "adam"), rate: highRate),
      schedule: lab.registry.schedule(
        Specification(literal: schedule), horizon: epochs * stepsPerEpoch),
      epochs: epochs
    ) { record in
      guard record.step <= earlySteps, let point = record.parameters.baseAddress else {
        return
      }
      early.append(loss(point))
    }
    return (report, early)
  }

  private static func digitsSummary(_ lab: Laboratory, _ schedule: String) throws -> [Double] {
    let run = try digitsRun(lab, schedule)
    let minimum = try digits(lab).reference?.value ?? .nan
    return [(run.early.max() ?? .nan) / run.early[0], run.report.loss - minimum]
  }
}
