/// The content of a file of examples, before its labels are numbered.
struct LoadedExamples: Sendable {
  enum Features: Sendable {
    case numbers([Double])
    /// One byte per feature, to be divided by `divisor`.
    case bytes(ArraySlice<UInt8>, divisor: Double)
  }

  let path: String
  /// The file of the labels.
  let labelPath: String
  let features: Features
  let labels: LoadedLabels
  let featureCount: Int
  /// The names of the features' columns, without the label's; empty without a header.
  var names: [String] = []
  /// The label's column in a table, counted backwards from −1, the last.
  var labelColumn: Int?
  /// How the file was read, in words: the part of the note after examples, features and
  /// classes.
  let reading: [String]
  /// Remarks about the file.
  var remarks: [String] = []
  /// Whether all features have the same known unit; others are standardized.
  let isScaled: Bool

  /// The line that says how the file was read.
  var note: String {
    let classes = labels.classes.count
    let facts = [
      "\(labels.count) example\(labels.count == 1 ? "" : "s")",
      "\(featureCount) feature\(featureCount == 1 ? "" : "s")",
      "\(classes) class\(classes == 1 ? "" : "es")",
    ]
    return path + ": " + (facts + reading).joined(separator: ", ")
      + (remarks + labels.remarks).map { "; " + $0 }.joined()
  }

  /// The examples with numbered classes, followed by those of a test file.
  /// - Throws: ``DataError`` for fewer than two classes, and for a test file with other columns or
  ///   classes.
  func dataSet(with test: LoadedExamples? = nil) throws(DataError) -> DataSet {
    let classes = labels.classes
    guard let first = classes.first else { throw .empty(path: labelPath) }
    guard classes.count > 1 else { throw .oneClass(path: labelPath, label: first) }
    let own = try labels.numbered(by: classes, path: labelPath, trained: path)
    guard let test else {
      return make(features, own, classes.count)
    }
    guard test.featureCount == featureCount else {
      throw .columnsDiffer(
        path: test.path, features: test.featureCount, trained: path, expected: featureCount)
    }
    if !names.isEmpty, !test.names.isEmpty, names != test.names {
      let place = names.indices.first { names[$0] != test.names[$0] }!
      throw .namesDiffer(
        path: test.path, name: test.names[place], trained: path, expected: names[place])
    }
    let others = try test.labels.numbered(by: classes, path: test.labelPath, trained: path)
    let all: Features
    switch (features, test.features) {
    case (.numbers(let a), .numbers(let b)): all = .numbers(a + b)
    case (.bytes(let a, let divisor), .bytes(let b, let other)) where divisor == other:
      all = .bytes(a + b, divisor: divisor)
    default: throw .kindsDiffer(path: test.path, trained: path)
    }
    return make(all, own + others, classes.count)
  }

  private func make(_ features: Features, _ labels: [Int], _ classCount: Int) -> DataSet {
    switch features {
    case .numbers(let numbers):
      DataSet(
        features: numbers, labels: labels, featureCount: featureCount, classCount: classCount)
    case .bytes(let bytes, let divisor):
      DataSet(
        bytes: bytes, divisor: divisor, labels: labels, featureCount: featureCount,
        classCount: classCount)
    }
  }
}
