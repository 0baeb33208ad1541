import Descent
import DescentPictures

extension Textbook {
  private static let sizes = ["full", "15", "1"]
  private static let (passes, lastPasses) = (200, 50)
  /// The largest allowed ratios of gaps: after the first pass, late, and late relative to the
  /// full batch.
  private static let (earlyRatio, lateRatio, batchRatio) = (0.5, 0.5, 0.1)

  static let batches = Demonstration(
    title: "Batch, mini-batch and stochastic descent, by passes over the data",
    text: "Softmax regression on the iris flowers, the same rate 0.1 throughout; only the number "
      + "of examples behind each step differs. A pass is one step for the batch, ten for "
      + "mini-batches of 15, and 150 for single examples, so stochastic descent is far ahead after "
      + "the first pass. Then its noise holds it up: at a constant rate it hovers above the "
      + "minimum. Mini-batches start slower and get lower; the full batch, without noise, would "
      + "get lowest of all, and has hardly begun.",
    experiment: Experiment(
      "DEMO-02",
      "On iris, by passes over the data, single examples win early, mini-batches late.",
      formula: "gap(1)/gap(150) ≤ \(earlyRatio) after 1 pass; mean gap of the last \(lastPasses) "
        + "passes of \(passes): (15)/(1) ≤ \(lateRatio), (15)/(150) ≤ \(batchRatio)",
      source: "Bottou, Curtis and Nocedal 2018, §3.3", kind: .phenomenon,
      refutation: "another order after 1 pass or after \(passes)",
      predict: {
        [
          Prediction("single examples to batch, 1 pass", earlyRatio, .atMost(slack: 0)),
          Prediction("mini-batches to single examples, late", lateRatio, .atMost(slack: 0)),
          Prediction("mini-batches to batch, late", batchRatio, .atMost(slack: 0)),
        ]
      },
      measure: { lab in try ratios(sizes.map { try gaps(lab, $0) }) },
      control: "the full batch in every place",
      { lab in try ratios([String](repeating: "full", count: 3).map { try gaps(lab, $0) }) }),
    show: { lab in
      let all = try sizes.map { try gaps(lab, $0) }
      let names = ["batch (150)", "mini-batches of 15", "single examples"]
      let rows = [1, 10, 50, passes].map { pass in
        ["\(pass)"] + all.map { rounded($0[pass]) }
      }
      let means = ["mean of the last \(lastPasses)"] + all.map { rounded(late($0)) }
      return Exhibit(
        picture: Picture([
          LossPanel(
            title: "softmax regression on iris, lr = 0.1", label: "gap to the minimum, f(x) − f*",
            axis: "passes over the data",
            curves: zip(names, all).map { name, gaps in
              Curve(name: name, points: gaps.enumerated().map { SIMD2(Double($0), $1) })
            })
        ]),
        table: [["passes"] + names] + rows + [means])
    })

  /// The mean over the last passes, because with single examples the gap jumps from pass to
  /// pass.
  private static func late(_ gaps: [Double]) -> Double {
    gaps.suffix(lastPasses).reduce(0, +) / Double(lastPasses)
  }

  private static func ratios(_ gaps: [[Double]]) -> [Double] {
    [
      gaps[2][1] / gaps[0][1], late(gaps[1]) / late(gaps[2]), late(gaps[1]) / late(gaps[0]),
    ]
  }

  /// The gaps to the published minimum after each pass.
  private static func gaps(_ lab: Laboratory, _ batch: String) throws -> [Double] {
    let problem = try lab.registry.problem(
      Specification(literal: "softmax:data=iris,ridge=0.01,test=0,batch=\(batch)"))
    let rule = try lab.rule(Specification(literal: "sgd"), rate: 0.1)
    let minimum = problem.reference?.value ?? .nan
    return try lab.training(problem, rule, epochs: passes).epochLosses.map { $0 - minimum }
  }
}
