import Descent
import DescentFiles
import DescentStudy

/// Takes the rows of a run's trace: keeps some for pictures, and writes all of them if there is a trace
/// file.
final class RunRows {
  private(set) var sketch = RunSketch()
  /// The latest row.
  private(set) var last: Trace.Row?
  /// The time spent in this type, which does not count as time of the run.
  private(set) var time = Duration.zero
  private let output: TraceOutput?
  private let clock = ContinuousClock()

  /// - Parameter path: the path of the trace file, if there is one.
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

  /// The error because of which no more rows can be written.
  var failure: (any Error)? { output?.failure }

  /// Takes the new rows.
  func drain<T>(_ run: Run<T>) {
    let begin = clock.now
    run.drainTrace { trace in
      sketch.append(trace)
      output?.append(trace)
      if trace.count > 0 { last = trace[trace.count - 1] }
    }
    time += clock.now - begin
  }

  /// Moves the finished file to its path. - Throws: the error of an earlier write, or of this one.
  func finish() throws { try output?.finish() }
}
