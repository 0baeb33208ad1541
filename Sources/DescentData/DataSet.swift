import Descent

/// Examples with labels, in row-major order.
public struct DataSet: Sendable {
  /// `count × featureCount` numbers.
  public private(set) var features: [Double]
  /// `count` labels in `0..<classCount`.
  public let labels: [Int]
  public let featureCount: Int
  public let classCount: Int
  public var count: Int { labels.count }

  /// - Precondition: as many numbers as `labels.count · featureCount`, labels in `0..<classCount`.
  public init(features: [Double], labels: [Int], featureCount: Int, classCount: Int) {
    precondition(
      features.count == labels.count * featureCount,
      "\(features.count) numbers for \(labels.count) examples of \(featureCount)")
    precondition(
      labels.allSatisfy((0..<classCount).contains), "a label outside 0..<\(classCount)")
    self.features = features
    self.labels = labels
    self.featureCount = featureCount
    self.classCount = classCount
  }

  /// Shifts and scales each feature to mean 0 and population standard deviation 1 over the examples
  /// `rows` (the training examples, so that the test examples stay unseen). A feature that is
  /// constant there is shifted only.
  public mutating func standardise(over rows: [Int]) {
    precondition(!rows.isEmpty, "no examples to standardise over")
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
