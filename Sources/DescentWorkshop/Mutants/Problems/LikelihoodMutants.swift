import Descent
import DescentLaws

/// The mean without a bug in its batches.
private struct RightMean: WrongMean {
  func batchGradient(_ x: Double, _ batch: UnsafeBufferPointer<Int>) -> Double {
    batch.reduce(0) { $0 + x - Double($1) } / Double(batch.count) + x
  }
}

/// The mean with a wrong likelihood.
protocol WrongLikelihood: WrongMean {
  /// The slope of an example's loss, given a standard normal number for its label.
  func slope(_ x: Double, example: Int, normal: Double) -> Double
}

extension WrongLikelihood {
  func batchGradient(_ x: Double, _ batch: UnsafeBufferPointer<Int>) -> Double {
    RightMean().batchGradient(x, batch)
  }

  func _objective64() -> Objective<Double> {
    var objective = RightMean()._objective64()
    objective.likelihood = Likelihood { x, g, indices, labels in
      let examples = indices.map(Array.init) ?? Array(0..<10)
      g[0] = 0
      for i in examples { g[0] += slope(x[0], example: i, normal: labels.normal(i)) }
      g[0] /= Double(examples.count)
      return examples.count
    }
    return objective
  }
}

struct TakesLabelsOfData: WrongLikelihood {
  func slope(_ x: Double, example: Int, normal: Double) -> Double { x - Double(example) }
}
struct PenalizesDrawnLabels: WrongLikelihood {
  func slope(_ x: Double, example: Int, normal: Double) -> Double { x - normal }
}

extension Mutants {
  static let likelihoodProblems: [Mutant] = [
    .problem(
      TakesLabelsOfData.self, "mean", "labels of the data, not of the model",
      killedBy: "prob/likelihood"),
    .problem(
      PenalizesDrawnLabels.self, "mean", "the penalty with drawn labels",
      killedBy: "prob/likelihood"),
  ]
}
