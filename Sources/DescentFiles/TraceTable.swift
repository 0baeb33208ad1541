import Descent

/// Writes a trace as CSV (``TraceFile``): the header, and then the rows of successive parts of
/// the trace.
package struct TraceTable {
  private let dimension: Int
  private let evaluates: Bool
  private let hasExamples: Bool
  private let hasTestLoss: Bool
  /// The names of the problem's other metrics.
  private let others: [String]
  private let gradientColumn: String

  /// - Parameters:
  ///   - trace: one of the parts of the trace.
  ///   - metrics: any metrics of the run, for their names.
  ///   - hasExamples: whether there are columns for accuracies.
  ///   - isOfMicroBatch: whether a row's gradient norm is that of the last of several micro-batches;
  ///     the column is then named accordingly.
  package init(
    _ trace: Trace, metrics: Metrics?, hasExamples: Bool, isOfMicroBatch: Bool = false
  ) {
    dimension = trace.dimension
    evaluates = trace.evaluates
    self.hasExamples = hasExamples
    hasTestLoss = metrics?.testLoss != nil
    others = metrics?.others.map(\.name) ?? []
    gradientColumn = isOfMicroBatch ? "last_batch_gradient_norm" : "gradient_norm"
  }

  /// The first line, as UTF-8.
  package var header: [UInt8] {
    var columns = ["step", "loss", gradientColumn, "learning_rate", "step_norm"]
    if hasExamples {
      columns += ["train_loss", "train_accuracy", "test_accuracy"]
      columns += (hasTestLoss ? ["test_loss"] : []) + others
    }
    columns += (0..<dimension).map { "x\($0)" }
    if evaluates { columns += ["evaluated_loss"] + (0..<dimension).map { "e\($0)" } }
    return Array((columns.joined(separator: ",") + "\n").utf8)
  }

  /// Adds a line for each row.
  package func append(_ trace: Trace, to bytes: inout [UInt8]) {
    var metrics = trace.metrics[...]
    for (index, row) in trace.rows.enumerated() {
      bytes += String(row.step).utf8
      for number in [row.loss, row.gradientNorm, row.learningRate, row.stepNorm] {
        append(number, to: &bytes)
      }
      if hasExamples {
        let measured = metrics.first?.row == index ? metrics.removeFirst().values : nil
        append(measured?.trainLoss, to: &bytes)
        append(measured?.trainAccuracy, to: &bytes)
        append(measured?.testAccuracy, to: &bytes)
        if hasTestLoss { append(measured?.testLoss, to: &bytes) }
        for name in others { append(measured?[name], to: &bytes) }
      }
      for number in trace.parameters(index) { append(number, to: &bytes) }
      if evaluates {
        append(row.evaluatedLoss, to: &bytes)
        for number in trace.evaluationPoint(index) { append(number, to: &bytes) }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  private func append(_ number: Double?, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    guard let number else { return }
    bytes += number.exactText.utf8
  }
}
