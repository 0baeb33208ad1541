import Descent

/// Examples with labels, in row-major order.
public struct DataSet: Sendable {
  /// The features as they were read.
  private enum Storage: Sendable {
    case numbers([Double])
    /// A byte a feature, to be divided: an eighth of the memory, where there are many.
    case bytes(ArraySlice<UInt8>, divisor: Double)
  }

  private var storage: Storage
  /// `count` labels in `0..<classCount`.
  public let labels: [Int]
  public let featureCount: Int
  public let classCount: Int
  public var count: Int { labels.count }

  /// - Precondition: as many numbers as `labels.count · featureCount`, labels in `0..<classCount`.
  public init(features: [Double], labels: [Int], featureCount: Int, classCount: Int) {
    self.init(.numbers(features), features.count, labels, featureCount, classCount)
  }

  /// - Parameter bytes: the features times `divisor`.
  init(
    bytes: ArraySlice<UInt8>, divisor: Double, labels: [Int], featureCount: Int, classCount: Int
  ) {
    self.init(.bytes(bytes, divisor: divisor), bytes.count, labels, featureCount, classCount)
  }

  private init(
    _ storage: Storage, _ count: Int, _ labels: [Int], _ featureCount: Int, _ classCount: Int
  ) {
    precondition(
      count == labels.count * featureCount,
      "\(count) numbers for \(labels.count) examples of \(featureCount)")
    precondition(
      labels.allSatisfy((0..<classCount).contains), "a label outside 0..<\(classCount)")
    self.storage = storage
    self.labels = labels
    self.featureCount = featureCount
    self.classCount = classCount
  }

  /// `count × featureCount` numbers; made anew at each call where they are stored as bytes.
  public var features: [Double] {
    switch storage {
    case .numbers(let numbers): numbers
    case .bytes(let bytes, let divisor): bytes.map { Double($0) / divisor }
    }
  }

  /// Writes the features of some examples in a floating-point type, one example after another.
  /// - Parameter target: room for `rows.count × featureCount` numbers.
  package func copyFeatures<T: KernelScalar>(
    of rows: [Int], to target: UnsafeMutablePointer<T>
  ) {
    let width = featureCount
    switch storage {
    case .numbers(let numbers):
      for (i, row) in rows.enumerated() {
        for j in 0..<width { target[i &* width &+ j] = T(numbers[row &* width &+ j]) }
      }
    case .bytes(let bytes, let divisor):
      let table = (0..<256).map { T(Double($0) / divisor) }
      bytes.withUnsafeBufferPointer { bytes in
        for (i, row) in rows.enumerated() {
          for j in 0..<width {
            target[i &* width &+ j] = table[Int(bytes[row &* width &+ j])]
          }
        }
      }
    }
  }

  /// Shifts and scales each feature to mean 0 and population standard deviation 1 over the examples
  /// `rows` (the training examples, so that the test examples stay unseen). A feature that is
  /// constant there is shifted only.
  public mutating func standardise(over rows: [Int]) {
    precondition(!rows.isEmpty, "no examples to standardise over")
    var features = features
    storage = .numbers([])
    defer { storage = .numbers(features) }
    let n = Double(rows.count)
    for j in 0..<featureCount {
      let mean = rows.reduce(0) { $0 + features[$1 * featureCount + j] } / n
      let variance =
        rows.reduce(0) { sum, row in
          let d = features[row * featureCount + j] - mean
          return sum + d * d
        } / n
      let first = features[rows[0] * featureCount + j]
      let isConstant = rows.allSatisfy { features[$0 * featureCount + j] == first }
      // A constant's mean may be off by a rounding, which dividing would blow up.
      let (centre, scale) = isConstant ? (first, 1) : (mean, Double.sqrt(variance))
      for row in 0..<count {
        features[row * featureCount + j] = (features[row * featureCount + j] - centre) / scale
      }
    }
  }
}
