import Descent
import DescentAlgebra
import DescentData
import Synchronization

/// The examples of a linear least-squares problem, and the values that are computed from them
/// once.
final class RegressionRows: Sendable {
  /// The file or data set that they were read from.
  let source: String
  let table: TableOptions
  let data: RegressionData
  /// The rows in each precision, shared by the objectives.
  let shared = SharedObjects()
  private let solved = Mutex<LeastSquaresSolution??>(nil)

  /// The names of the built-in data sets.
  static let names = ["iris", "digits"]

  /// - Throws: `DataError`, or `ConfigurationError` for a word that is neither a name nor a file.
  init(_ source: String, _ table: TableOptions = TableOptions()) throws {
    self.source = source
    self.table = table
    switch source {
    case "iris": data = Self.numbers(of: .iris)
    case "digits": data = Self.numbers(of: .digits)
    default:
      guard source.contains(where: { "./".contains($0) }) || RegressionData.isThere(source) else {
        throw ConfigurationError.unknownName(
          kind: "data set", name: source, suggestion: nil,
          valid: Self.names + ["or a file FILE.csv"])
      }
      data = try .csv(source, options: table)
      DataNotes.current?.add(data.note)
    }
  }

  private static func numbers(of classes: DataSet) -> RegressionData {
    RegressionData(
      features: classes.features, targets: classes.labels.map { Double($0) },
      featureCount: classes.featureCount)
  }

  /// The minimum, computed on first use. Nil without full column rank, or if it would take more
  /// than 10⁹ products.
  var solution: LeastSquaresSolution? {
    solved.withLock { solved in
      if let known = solved { return known }
      let (n, d) = (Double(data.count), Double(data.featureCount))
      let found = n * d * d > 1e9 ? nil : LeastSquaresSolution(data)
      solved = .some(found)
      return found
    }
  }

  /// AᵀA, row-major.
  var gram: [Double] {
    let d = data.featureCount
    var gram = [Double](repeating: 0, count: d * d)
    data.features.withUnsafeBufferPointer { features in
      for i in 0..<data.count {
        for j in 0..<d {
          let factor = features[i * d + j]
          if factor == 0 { continue }
          for k in 0...j { gram[j * d + k] += factor * features[i * d + k] }
        }
      }
    }
    for j in 0..<d { for k in 0..<j { gram[k * d + j] = gram[j * d + k] } }
    return gram
  }
}
