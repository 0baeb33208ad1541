import CClassificationData
import Descent

/// Examples with labels, in row-major order.
public struct DataSet: Sendable {
  /// `count × featureCount` numbers.
  public let features: [Double]
  /// `count` labels in `0..<classCount`.
  public let labels: [Int]
  public let featureCount: Int
  public let classCount: Int
  public var count: Int { labels.count }

  public init(features: [Double], labels: [Int], featureCount: Int, classCount: Int) {
    self.features = features
    self.labels = labels
    self.featureCount = featureCount
    self.classCount = classCount
  }
}
