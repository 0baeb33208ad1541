import Descent
import DescentFiles
import DescentStudy

/// What becomes of the rows of a run's trace as they come: some are kept for pictures, all are written
/// where the run is traced.
final class RunRows {
  private(set) var sketch = RunSketch()
  /// The latest row.
  private(set) var last: Trace.Row?
  /// The time that this has taken.
  private(set) var time = Duration.zero
  private let output: TraceOutput?
  private let clock = ContinuousClock()

  /// - Parameter path: of the file that all rows go to, if there is one.
  init<T>(_ run: Run<T>, to path: String?, _ optimizer: any Optimizer) throws {
    let window = (optimizer as? Modified)?.accumulatedBatches ?? 1
    output = try path.map { path in
      try TraceOutput(
        path,
        TraceTable(
          run.trace, metrics: run.metrics, hasExamples: run.metrics != nil,
          isOfMicroBatch: run.hasMiniBatches && window > 1))
    }
  }

  /// Why no more rows can be written.
  var failure: (any Error)? { output?.failure }

  /// Takes the rows that have come.
  func drain<T>(_ run: Run<T>) {
    let begin = clock.now
    run.drainTrace { trace in
      sketch.append(trace)
      output?.append(trace)
      if trace.count > 0 { last = trace[trace.count - 1] }
    }
    time += clock.now - begin
  }

  /// Puts the file in its place. - Throws: what has failed.
  func finish() throws { try output?.finish() }
}
