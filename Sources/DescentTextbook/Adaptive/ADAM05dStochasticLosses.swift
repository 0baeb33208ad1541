import Descent
import DescentPictures

extension Textbook {
  /// The slope of the rare loss, and the mean slope of all, which the probability gives.
  private static let (rareSlope, meanSlope) = (10.0, 0.2)
  private static let rareProbability = (1 + meanSlope) / (1 + rareSlope)
  private static let (onlineRuns, onlineSteps, nearWorst) = (8, 100_000, 0.9)
  private static let stochasticAdam = "adam:beta1=0,beta2=0.9"

  /// ADAM-05d: the same with independent losses. With the published gradients 1010 and −10, AMSGrad
  /// needs some ten million steps to show its behaviour; these gradients are milder.
  static let adam05d = Experiment(
    "ADAM-05d", "On some independent random losses Adam (β₁ = 0) stays near the worst point.",
    formula:
      "f = \(Int(rareSlope))x with probability \(rounded(1 + meanSlope))/\(Int(1 + rareSlope)), "
      + "else −x: E f' = \(meanSlope), best at −1, Adam near 1",
    source: "Reddi, Kale and Kumar 2018, Theorem 3 (the form)", kind: .phenomenon,
    refutation: "a run whose mean over the last half is not above \(nearWorst)",
    predict: {
      (1...onlineRuns).map { Prediction("mean of run \($0)", nearWorst, .atLeast(slack: 0)) }
    },
    measure: { lab in try lateMeans(lab, stochasticAdam) }, control: "AMSGrad"
  ) { lab in
    try lateMeans(lab, stochasticAdam + ",amsgrad=true")
  }.showing { lab, _ in
    /// The means of all runs over blocks of steps.
    func blocks(_ rule: String) throws -> [SIMD2<Double>] {
      let length = onlineSteps / 40
      var sums = [Double](repeating: 0, count: onlineSteps / length)
      try randomLosses(lab, rule) { t, x in
        sums[(t - 1) / length] += x.reduce(0, +) / Double(length * onlineRuns)
      }
      return .curve(steps: Array(1...sums.count)) { sums[$0 - 1] }.map {
        SIMD2($0.x * Double(length), $0.y)
      }
    }
    return ChartPanel(
      "independent random losses", x: Axis("step t"),
      y: Axis("x, mean of \(onlineRuns) runs and \(onlineSteps / 40) steps"),
      [
        .predicted(
          "must stay above \(nearWorst)", .level(nearWorst, from: 0, to: Double(onlineSteps))),
        .measured("adam", try blocks(stochasticAdam)),
        .control("AMSGrad", try blocks(stochasticAdam + ",amsgrad=true")),
      ])
  }

  /// The mean point of each run over its last half.
  private static func lateMeans(_ lab: Laboratory, _ rule: String) throws -> [Double] {
    var sums = [Double](repeating: 0, count: onlineRuns)
    try randomLosses(lab, rule) { t, x in
      guard t > onlineSteps / 2 else { return }
      for i in x.indices { sums[i] += x[i] / Double(onlineSteps / 2) }
    }
    return sums
  }

  /// Runs side by side, the rate falling as 1/√t.
  private static func randomLosses(
    _ lab: Laboratory, _ rule: String, visit: (_ step: Int, _ points: [Double]) -> Void
  ) throws {
    let (random, rate) = (lab.random(0xADA5), 0.1)
    try lab.drive(
      lab.rule(Specification(literal: rule), rate: rate),
      from: [Double](repeating: 0, count: onlineRuns), steps: onlineSteps,
      rate: { rate / Double($0).squareRoot() },
      gradient: { t, _, g in
        for i in 0..<onlineRuns {
          let isRare = random.uniform(UInt64(t * onlineRuns + i)) < rareProbability
          g[i] = isRare ? rareSlope : -1
        }
      },
      after: { t, x in
        for i in x.indices { x[i] = min(1, max(-1, x[i])) }
        visit(t, x)
      })
  }
}
