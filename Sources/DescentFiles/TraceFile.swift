import Descent

/// A run's trace as a CSV file: `step,loss,gradient_norm,learning_rate,step_norm`, then for problems
/// with examples `train_loss,train_accuracy,test_accuracy` (empty if they were not measured or the
/// problem has none), `test_loss` if there are test examples, and the problem's other metrics by name,
/// then `x0,x1,…` if the trace has the parameters, then `evaluated_loss,e0,e1,…` if the optimizer has
/// an evaluation point.
///
/// Each number is the shortest text that reads back as the same number, or `nan`, `inf` or
/// `-inf`. Lines end in LF.
public enum TraceFile {
  /// Writes the file atomically.
  /// - Parameter hasExamples: whether there are columns for accuracies; by default, whether any were
  ///   measured (a resumed run may not have measured any yet).
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public static func write(
    _ trace: Trace, to path: String, hasExamples: Bool? = nil
  ) throws(FileError) {
    try AtomicFile.write(csv(trace, hasExamples: hasExamples), to: path)
  }

  /// The contents of the file, as UTF-8.
  public static func csv(_ trace: Trace, hasExamples: Bool? = nil) -> [UInt8] {
    let table = TraceTable(
      trace, metrics: trace.metrics.first?.values,
      hasExamples: hasExamples ?? !trace.metrics.isEmpty)
    var bytes = table.header
    table.append(trace, to: &bytes)
    return bytes
  }
}
