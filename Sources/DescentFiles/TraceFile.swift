import Descent

/// A run's trace as a CSV file: `step,loss,gradient_norm,learning_rate,step_norm`, then for problems
/// with examples `train_loss,train_accuracy,test_accuracy` (empty where they were not measured or the
/// problem has none) and whatever else the problem measures by name, then `x0,x1,…` if the
/// trace has the parameters, then `evaluated_loss,e0,e1,…` where the optimizer names another point than
/// the stepped one to be evaluated.
///
/// Each number is the shortest text that reads back as the same one; `nan`, `inf` and `-inf` are
/// spelled so. Lines end in LF.
public enum TraceFile {
  /// Writes the file as a whole.
  /// - Parameter hasExamples: whether there are columns for accuracies; unless given, whether any were
  ///   measured (a resumed run may not have come to that yet).
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public static func write(
    _ trace: Trace, to path: String, hasExamples: Bool? = nil
  ) throws(FileError) {
    try AtomicFile.write(csv(trace, hasExamples: hasExamples), to: path)
  }

  /// The contents of the file, as UTF-8.
  public static func csv(_ trace: Trace, hasExamples: Bool? = nil) -> [UInt8] {
    let hasExamples = hasExamples ?? !trace.metrics.isEmpty
    var columns = ["step", "loss", "gradient_norm", "learning_rate", "step_norm"]
    let others = trace.metrics.first?.values.others.map(\.name) ?? []
    if hasExamples { columns += ["train_loss", "train_accuracy", "test_accuracy"] + others }
    columns += (0..<trace.dimension).map { "x\($0)" }
    if trace.evaluates {
      columns += ["evaluated_loss"] + (0..<trace.dimension).map { "e\($0)" }
    }
    var bytes = Array(columns.joined(separator: ",").utf8)
    var metrics = trace.metrics[...]
    for (index, row) in trace.rows.enumerated() {
      bytes.append(UInt8(ascii: "\n"))
      bytes += String(row.step).utf8
      for number in [row.loss, row.gradientNorm, row.learningRate, row.stepNorm] {
        append(number, to: &bytes)
      }
      if hasExamples {
        let measured = metrics.first?.row == index ? metrics.removeFirst().values : nil
        append(measured?.trainLoss, to: &bytes)
        append(measured?.trainAccuracy, to: &bytes)
        append(measured?.testAccuracy, to: &bytes)
        for name in others { append(measured?[name], to: &bytes) }
      }
      for number in trace.parameters(index) { append(number, to: &bytes) }
      if trace.evaluates {
        append(row.evaluatedLoss, to: &bytes)
        for number in trace.evaluationPoint(index) { append(number, to: &bytes) }
      }
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private static func append(_ number: Double?, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    guard let number else { return }
    bytes += (number.isNaN ? "nan" : number.description).utf8
  }
}
