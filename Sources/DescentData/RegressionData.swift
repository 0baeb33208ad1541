import Descent

/// Examples with one target number each, in row-major order.
public struct RegressionData: Sendable {
  /// `targets.count × featureCount` numbers.
  public let features: [Double]
  public let targets: [Double]
  public let featureCount: Int
  public var count: Int { targets.count }
  /// A line about how the file was read; empty if the numbers are not from a file.
  package private(set) var note = ""

  /// - Precondition: there are `targets.count · featureCount` features, and at least one.
  public init(features: [Double], targets: [Double], featureCount: Int) {
    precondition(
      features.count == targets.count * featureCount && !features.isEmpty,
      "\(features.count) numbers for \(targets.count) examples of \(featureCount)")
    self.features = features
    self.targets = targets
    self.featureCount = featureCount
  }

  /// Reads examples from a table of text like ``DataSet/csv(_:options:)``. The target is in the last
  /// column unless `options.label` names another; it may have any finite values. Nothing is
  /// standardized, and no column is added. A NumPy file is a table, too.
  /// - Throws: ``DataError``.
  public static func csv(
    _ path: String, options: TableOptions = TableOptions()
  ) throws(DataError) -> RegressionData {
    let file = try DataFile(path)
    if file.kind == .npy { return try npy(file, options) }
    let bytes = try file.text()
    let layout = try TableLayout(bytes, options, path: path)
    let (kept, choice) = try layout.columns(options, isTarget: true, path: path)
    var table = try Table(bytes, layout, kept: kept, candidates: [], path: path)
    let column = choice.candidates[0]
    let targets = table.remove(column)
    var data = RegressionData(
      features: table.numbers, targets: targets, featureCount: kept.count - 1)
    let reading = layout.reading("target", column, options, kept) + file.reading
    data.describe(path, reading, table.counterRemark(but: column))
    return data
  }

  /// Whether there is a file of this name.
  package static func isThere(_ path: String) -> Bool { fileExists(path) }

  /// Reads a NumPy matrix, whose last column is the target unless `label` is another number.
  private static func npy(
    _ file: DataFile, _ options: TableOptions
  ) throws(DataError) -> RegressionData {
    let others = options.given.filter { $0 != "label" }
    guard others.isEmpty else {
      throw .notForKind(path: file.path, key: others[0], kind: file.kind.name)
    }
    let array = try NPYArray(file)
    let width = array.shape.count == 2 ? array.shape[1] : 0
    guard width > 1 else {
      throw .wrongShape(path: file.path, shape: array.shape, expected: "rows with a target last")
    }
    var column = width - 1
    if !options.label.isEmpty {
      guard let number = Int(options.label), number != 0, abs(number) <= width else {
        throw .noSuchColumn(
          path: file.path, setting: "label", number: options.label, columns: width)
      }
      column = number > 0 ? number - 1 : width + number
    }
    var (features, targets): ([Double], [Double]) = ([], [])
    for (i, number) in try array.finiteNumbers().enumerated() {
      if i % width == column { targets.append(number) } else { features.append(number) }
    }
    var data = RegressionData(features: features, targets: targets, featureCount: width - 1)
    data.describe(file.path, ["target in column \(column + 1)", array.words] + file.reading, [])
    return data
  }

  private mutating func describe(_ path: String, _ reading: [String], _ remarks: [String]) {
    let facts = [
      "\(count) example\(count == 1 ? "" : "s")",
      "\(featureCount) feature\(featureCount == 1 ? "" : "s")",
    ]
    note =
      path + ": " + (facts + reading).joined(separator: ", ") + remarks.map { "; " + $0 }.joined()
  }
}
