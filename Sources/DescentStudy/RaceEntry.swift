import Descent

/// One optimizer's run on one problem of a race.
package struct RaceEntry: Sendable {
  /// The optimizer with every resolved hyperparameter.
  package let optimizer: Specification
  package let learningRate: Double
  /// Whether a pilot chose the learning rate.
  package let isTuned: Bool
  package let report: RunReport
  /// The value of the problem's lowest known minimum, or of its infimum if no minimum is
  /// attained.
  package let reference: Double?
  /// Wall-clock time of the run, without the pilot.
  package let seconds: Double
  /// The cost of each number of steps, from 0, in gradients of the size that a step takes; nil for a
  /// rule whose steps cost one gradient each.
  package let costs: [Double]?

  package init(
    optimizer: Specification, learningRate: Double, isTuned: Bool, report: RunReport,
    reference: Double?, seconds: Double, costs: [Double]? = nil
  ) {
    self.costs = costs
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.isTuned = isTuned
    self.report = report
    self.reference = reference
    self.seconds = seconds
  }

  /// Whether fractions of the gap at the start are meaningful, which they are not if the loss has no
  /// known minimum and no known bound.
  package var hasGap = true

  /// The final loss minus the known minimum, or, if no minimum is known, minus 0, which is a lower
  /// bound of a cross-entropy.
  package var finalGap: Double { report.loss - (reference ?? 0) }

  /// The number that decides a race: the final gap; infinite if the run diverged.
  package var rank: Double {
    switch report.outcome {
    case .diverged, .notFiniteAtStart: return .infinity
    default: return finalGap.isNaN ? .infinity : finalGap
    }
  }

  /// The gap at each recorded step.
  package var gapCurve: [SIMD2<Double>] {
    report.lossCurve.map { SIMD2($0.x, $0.y - (reference ?? 0)) }
  }

  /// The cost until the gap was at most `fraction` of the gap at the start, in gradients of the size
  /// that a step takes, excluding the evaluation of the start. For a rule that makes no evaluations
  /// itself, this is the number of steps. Nil if the gap never was so small.
  package func cost(toFraction fraction: Double) -> Int? {
    let curve = gapCurve
    guard hasGap, let start = curve.first?.y, start >= 0 else { return nil }
    guard let step = curve.first(where: { $0.y <= fraction * start }).map({ Int($0.x) }) else {
      return nil
    }
    guard let costs else { return step }
    return step < costs.count ? Int(costs[step].rounded()) : nil
  }
}

extension RunReport {
  /// The loss over all examples at each step where it is known; with mini-batches, the training loss
  /// at the start and at the end of each epoch.
  package var lossCurve: [SIMD2<Double>] {
    if trace.metrics.isEmpty {
      return trace.rows.map { SIMD2(Double($0.step), $0.evaluatedLoss ?? $0.loss) }
    }
    return trace.metrics.map { SIMD2(Double(trace[$0.row].step), $0.values.trainLoss) }
  }

  /// The points visited, for a problem in two dimensions whose parameters were traced.
  package var path: [SIMD2<Double>] {
    guard trace.dimension == 2 else { return [] }
    return (0..<trace.count).map { row in
      let point = trace.parameters(row)
      return SIMD2(point[point.startIndex], point[point.startIndex + 1])
    }
  }
}
