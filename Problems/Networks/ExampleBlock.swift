import Descent
import DescentData

/// Rows of features with their labels, in one precision and in contiguous memory.
final class ExampleBlock<T: DenseScalar> {
  let count: Int
  let width: Int
  let features: UnsafeMutablePointer<T>
  let labels: UnsafeMutablePointer<Int32>

  /// Allocates `count` examples, all zero.
  init(count: Int, width: Int) {
    self.count = count
    self.width = width
    features = .allocate(capacity: count * width)
    features.initialize(repeating: 0, count: count * width)
    labels = .allocate(capacity: count)
    labels.initialize(repeating: 0, count: count)
  }

  /// The examples of a data set at these indices.
  init(_ data: DataSet, rows: [Int]) {
    count = rows.count
    width = data.featureCount
    // Every number is written below, and trivial types need no initialization before that.
    features = .allocate(capacity: count * width)
    labels = .allocate(capacity: count)
    data.copyFeatures(of: rows, to: features)
    for (i, row) in rows.enumerated() { labels[i] = Int32(data.labels[row]) }
  }

  /// The training or test examples, which objectives with the same precision share. They are
  /// only read.
  static func shared(_ examples: PreparedExamples, isTest: Bool) -> ExampleBlock {
    examples.shared.object((isTest ? "test " : "training ") + T.precisionName) {
      ExampleBlock(examples.data, rows: isTest ? examples.test : examples.training)
    }
  }

  deinit {
    features.deallocate()
    labels.deallocate()
  }

  /// Copies examples from another block to the beginning of this one, in the order of the
  /// indices.
  func gather(_ indices: UnsafeBufferPointer<Int>, of other: ExampleBlock) {
    for i in 0..<indices.count {
      let row = indices[i]
      (features + i &* width).update(from: other.features + row &* width, count: width)
      labels[i] = other.labels[row]
    }
  }
}

extension PreparedExamples {
  /// The rows that objectives in single precision share, as an object whose identity can be
  /// compared.
  package func sharedRows(isTest: Bool) -> AnyObject {
    ExampleBlock<Float>.shared(self, isTest: isTest)
  }
}
