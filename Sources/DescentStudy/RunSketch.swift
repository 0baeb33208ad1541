import Descent

/// What pictures show of a run, in a bounded amount of memory: it is fed the trace part by part.
package struct RunSketch: Sendable, Hashable {
  private var rows = ThinnedCurve(keeping: .ofHeight)
  private var measured = ThinnedCurve(keeping: .ofHeight)
  private var visited = ThinnedCurve(keeping: .ofBoth)

  package init() {}

  /// Takes up further rows of the run's trace.
  package mutating func append(_ trace: Trace) {
    for (row, values) in trace.metrics {
      measured.append(SIMD2(Double(trace[row].step), values.trainLoss))
    }
    if measured.count == 0 {
      for row in trace.rows { rows.append(SIMD2(Double(row.step), row.evaluatedLoss ?? row.loss)) }
    }
    guard trace.dimension == 2 else { return }
    for row in 0..<trace.count {
      let point = trace.parameters(row)
      visited.append(SIMD2(point[point.startIndex], point[point.startIndex + 1]))
    }
  }

  /// The loss over everything where it is known, as ``RunReport/lossCurve`` has it.
  package var lossCurve: [SIMD2<Double>] { curve.points }

  /// The points visited, for a problem in two dimensions whose parameters were traced.
  package var path: [SIMD2<Double>] { visited.points }

  /// How many points there were to be drawn.
  package var count: Int { max(curve.count, visited.count) }

  /// How many of them are kept, if not all are.
  package var keptCount: Int? {
    let kept = max(lossCurve.count, path.count)
    return kept < count ? kept : nil
  }

  private var curve: ThinnedCurve { measured.count > 0 ? measured : rows }
}
