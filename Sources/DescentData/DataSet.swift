import Descent

/// Examples with labels, in row-major order.
public struct DataSet: Sendable {
  /// The features as read.
  private enum Storage: Sendable {
    case numbers([Double])
    /// One byte per feature, to be divided by `divisor`: an eighth of the memory, for large
    /// data sets.
    case bytes(ArraySlice<UInt8>, divisor: Double)
  }

  private var storage: Storage
  /// `count` labels in `0..<classCount`.
  public let labels: [Int]
  public let featureCount: Int
  public let classCount: Int
  public var count: Int { labels.count }

  /// - Precondition: there are `labels.count · featureCount` features, and labels lie in
  ///   `0..<classCount`.
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

  /// The features, `count × featureCount` numbers; converted at each call if they are stored as
  /// bytes.
  public var features: [Double] {
    switch storage {
    case .numbers(let numbers): numbers
    case .bytes(let bytes, let divisor): bytes.map { Double($0) / divisor }
    }
  }

  /// Writes the features of some examples, one example after another, in a floating-point type.
  /// - Parameter target: memory for `rows.count × featureCount` numbers.
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
  /// `rows` (the training examples, so that test examples have no influence). A feature that is
  /// constant in these rows up to rounding (a spread of 16 units in the last place) becomes 0 there,
  /// and is only shifted in other rows. Columns may have any magnitude, because they are first scaled
  /// by a power of two, which is exact.
  public mutating func standardise(over rows: [Int]) {
    precondition(!rows.isEmpty, "no examples to standardise over")
    var features = features
    storage = .numbers([])
    defer { storage = .numbers(features) }
    for j in 0..<featureCount {
      let moments = Moments(of: rows.map { features[$0 * featureCount + j] })
      for row in 0..<count {
        let i = row * featureCount + j
        features[i] = moments.standardised(features[i])
      }
    }
  }
}

/// Mean and population standard deviation of a column, in units of a power of two near its largest
/// entry, so that neither sums nor squares overflow or underflow.
private struct Moments {
  private let exponent: Int
  private let mean: Double
  /// 0 if the column is constant up to rounding.
  private let deviation: Double
  private let first: Double
  /// The largest difference from the first entry that counts as rounding.
  private let rounding: Double

  init(of column: [Double]) {
    let largest = column.reduce(0) { max($0, abs($1)) }
    let exponent = largest == 0 ? 0 : Int(largest.exponent)
    let scaled = column.map { Self.scaled($0, exponent) }
    let n = Double(column.count)
    let mean = scaled.reduce(0, +) / n
    let variance = scaled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let spread = (scaled.max() ?? 0) - (scaled.min() ?? 0)
    let rounding = 16 * Double.ulpOfOne * Self.scaled(largest, exponent)
    first = column[0]
    self.rounding = 16 * Double.ulpOfOne * largest
    self.exponent = exponent
    self.mean = mean
    deviation = spread <= rounding ? 0 : variance.squareRoot()
  }

  func standardised(_ x: Double) -> Double {
    if deviation == 0 { return abs(x - first) <= rounding ? 0 : x - first }
    return (Self.scaled(x, exponent) - mean) / deviation
  }

  /// x · 2⁻ᵉ, with two factors, because a single one may be out of range.
  private static func scaled(_ x: Double, _ exponent: Int) -> Double {
    let half = exponent / 2
    return x * Double(sign: .plus, exponent: -half, significand: 1)
      * Double(sign: .plus, exponent: half - exponent, significand: 1)
  }
}
