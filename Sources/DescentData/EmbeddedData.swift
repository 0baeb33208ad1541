import CDescentData

extension DataSet {
  /// 1,797 handwritten digits: 8 × 8 pixels, divided by 16 to lie in [0, 1].
  /// - Source: Alpaydin and Kaynak 1998, UCI Machine Learning Repository, doi 10.24432/C50P49.
  public static let digits = embedded(
    descent_digits_csv, Int(descent_digits_csv_size), scale: 1.0 / 16)

  /// 150 iris flowers: 4 measurements, standardized over all flowers; rows 35 and 38 as Fisher
  /// printed them.
  /// - Source: Fisher 1936, UCI Machine Learning Repository, doi 10.24432/C56C76.
  public static let iris = {
    var data = measuredIris
    data.standardise(over: Array(0..<data.count))
    return data
  }()

  /// ``iris`` in centimetres, as in a file with the same data.
  package static let measuredIris = embedded(
    descent_iris_csv, Int(descent_iris_csv_size), scale: 0.1)

  /// ``measuredIris`` as in the UCI repository's `iris.data`, with misprints in rows 35 and 38.
  package static let measuredIrisUCI = {
    var features = measuredIris.features
    features[34 * 4 + 3] = 1 * 0.1
    features[37 * 4 + 1] = 31 * 0.1
    features[37 * 4 + 2] = 15 * 0.1
    return DataSet(
      features: features, labels: measuredIris.labels, featureCount: 4, classCount: 3)
  }()

  /// Reads rows of unsigned integers separated by commas, with the label last.
  private static func embedded(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, scale: Double
  ) -> DataSet {
    var features: [Double] = []
    var labels: [Int] = []
    var number = 0
    for byte in UnsafeBufferPointer(start: bytes, count: count) {
      switch byte {
      case UInt8(ascii: ","):
        features.append(Double(number) * scale)
        number = 0
      case UInt8(ascii: "\n"):
        labels.append(number)
        number = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = 10 * number + Int(byte - UInt8(ascii: "0"))
      default:
        break  // a carriage return
      }
    }
    return DataSet(
      features: features, labels: labels, featureCount: features.count / labels.count,
      classCount: (labels.max() ?? 0) + 1)
  }
}
