import Descent

/// The data of a run for pictures, in bounded memory; the trace is added part by part.
package struct RunSketch: Sendable, Hashable {
  private var rows = ThinnedCurve(keeping: .ofHeight)
  private var means = BlockMeans()
  private var measured = ThinnedCurve(keeping: .ofHeight)
  private var tested = ThinnedCurve(keeping: .ofHeight)
  private var trainAccuracies = ThinnedCurve(keeping: .ofHeight)
  private var testAccuracies = ThinnedCurve(keeping: .ofHeight)
  private var visited = ThinnedCurve(keeping: .ofBoth)

  package init() {}

  /// The sketch of a whole trace.
  package init(_ trace: Trace) { append(trace) }

  /// Adds further rows of the run's trace.
  package mutating func append(_ trace: Trace) {
    for (row, values) in trace.metrics {
      let step = Double(trace[row].step)
      measured.append(SIMD2(step, values.trainLoss))
      if let loss = values.testLoss { tested.append(SIMD2(step, loss)) }
      if let accuracy = values.trainAccuracy { trainAccuracies.append(SIMD2(step, accuracy)) }
      if let accuracy = values.testAccuracy { testAccuracies.append(SIMD2(step, accuracy)) }
    }
    for row in trace.rows {
      let point = SIMD2(Double(row.step), row.evaluatedLoss ?? row.loss)
      rows.append(point)
      means.append(point)
    }
    guard trace.dimension == 2 else { return }
    for row in 0..<trace.count {
      let point = trace.parameters(row)
      visited.append(
        SIMD2(point[point.startIndex], point[point.startIndex + 1]), number: trace[row].step)
    }
  }

  /// The loss over all examples where it is known, as in ``RunReport/lossCurve``.
  package var lossCurve: [SIMD2<Double>] { curve.points }

  /// With mini-batches, the loss of each step's batch; empty if every step has the loss over all
  /// examples.
  package var batchLosses: [SIMD2<Double>] { isOfBatches ? rows.points : [] }

  /// The same, smoothed by a running mean over ``smoothingWindow`` steps.
  package var smoothedBatchLosses: [SIMD2<Double>] { isOfBatches ? means.smoothed : [] }

  /// The number of steps averaged in a smoothed value.
  package var smoothingWindow: Int { means.window }

  /// The mean loss over the test examples, if it is measured.
  package var testLosses: [SIMD2<Double>] { tested.points }

  /// The fractions of training and of test examples classified correctly, if they are measured.
  package var accuracies: (training: [SIMD2<Double>], test: [SIMD2<Double>]) {
    (trainAccuracies.points, testAccuracies.points)
  }

  /// The points visited, for a problem in two dimensions whose parameters were traced.
  package var path: [SIMD2<Double>] { visited.points }

  /// The step of each point of ``path``.
  package var pathSteps: [Int] { visited.numbers }

  /// The number of points before thinning.
  package var count: Int { max(curve.count, visited.count) }

  /// The number of points kept; nil if all are.
  package var keptCount: Int? {
    let kept = max(lossCurve.count, path.count)
    return kept < count ? kept : nil
  }

  private var isOfBatches: Bool { measured.count > 0 && rows.count > measured.count }

  private var curve: ThinnedCurve { measured.count > 0 ? measured : rows }
}
