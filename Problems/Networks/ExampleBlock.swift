import Descent
import DescentData

/// Rows of features with their labels, in one precision and in one piece.
final class ExampleBlock<T: DenseScalar> {
  let count: Int
  let width: Int
  let features: UnsafeMutablePointer<T>
  let labels: UnsafeMutablePointer<Int32>

  /// Room for `count` examples, all zero.
  init(count: Int, width: Int) {
    self.count = count
    self.width = width
    features = .allocate(capacity: count * width)
    features.initialize(repeating: 0, count: count * width)
    labels = .allocate(capacity: count)
    labels.initialize(repeating: 0, count: count)
  }

  /// The examples of a data set at these indices.
  convenience init(_ data: DataSet, rows: [Int]) {
    self.init(count: rows.count, width: data.featureCount)
    for (i, row) in rows.enumerated() {
      labels[i] = Int32(data.labels[row])
      for j in 0..<width { features[i * width + j] = T(data.features[row * width + j]) }
    }
  }

  deinit {
    features.deallocate()
    labels.deallocate()
  }

  /// Copies examples of another block, in the order of the indices, to the beginning of this one.
  func gather(_ indices: UnsafeBufferPointer<Int>, of other: ExampleBlock) {
    for i in 0..<indices.count {
      let row = indices[i]
      (features + i &* width).update(from: other.features + row &* width, count: width)
      labels[i] = other.labels[row]
    }
  }
}
