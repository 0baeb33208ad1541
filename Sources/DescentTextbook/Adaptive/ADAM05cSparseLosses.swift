import Descent
import DescentPictures

extension Textbook {
  private static let (sparsePeriod, sparseLarge, sparseSmall) = (101, 1010.0, 10.0)
  private static let sparseBeta2 = 0.99

  /// ADAM-05c: the losses of the same paper's experiment, with bias correction and β₁ = 0.9.
  static let adam05c = Experiment(
    "ADAM-05c",
    "With bias correction and β₁ > 0 too Adam ends at the worst point of some periodic losses.",
    formula:
      "f_t = \(Int(sparseLarge)) x if t mod \(sparsePeriod) = 1, else −\(Int(sparseSmall)) x, "
      + "β₂ = \(sparseBeta2): x_T = 1, regret / T → 2 "
      + "(\(Int(sparseLarge)) − \(Int(sparseSmall) * (sparsePeriod - 1)))/\(sparsePeriod)",
    source: "Reddi, Kale and Kumar 2018, §5", kind: .phenomenon,
    refutation: "a point other than 1, or another regret over the last third",
    predict: {
      let slope = (sparseLarge - Double(sparsePeriod - 1) * sparseSmall) / Double(sparsePeriod)
      return [
        Prediction("x_T", 1, .absolute(1e-9)),
        Prediction("tail regret", 2 * slope, .relative(0.1)),
      ]
    },
    measure: { lab in
      let run = try sparseRun(lab, sparseAdam)
      return [run.last, run.tailRegret]
    },
    control: "AMSGrad, lr = \(sparseMaximum.rate)/√t",
    { lab in
      let run = try sparseRun(lab, sparseMaximum)
      return [run.last, run.tailRegret]
    }
  ).showing { lab, _ in
    onlineChart(
      "a slope of \(Int(sparseLarge)) at every \(sparsePeriod)st step, else −\(Int(sparseSmall))",
      worst: [("adam", try sparseRun(lab, sparseAdam))],
      control: ("AMSGrad", try sparseRun(lab, sparseMaximum)))
  }

  private static let sparseAdam = (rule: "adam:beta2=\(sparseBeta2)", rate: 0.1)
  private static let sparseMaximum = (rule: sparseAdam.rule + ",amsgrad=true", rate: 0.5)

  private static func sparseRun(
    _ lab: Laboratory, _ adam: (rule: String, rate: Double)
  ) throws -> OnlineRun {
    let third = 1000 * sparsePeriod
    return try lab.onlineRun(
      lab.rule(Specification(literal: adam.rule), rate: adam.rate), rate: adam.rate,
      steps: 3 * third, tail: third, isCorrected: true,
      slope: { $0 % sparsePeriod == 1 ? sparseLarge : -sparseSmall })
  }
}
