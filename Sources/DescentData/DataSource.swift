import Descent

/// The source of examples: the keys that the classification problems share.
public struct DataSource: Sendable, Equatable {
  /// The named data sets; any other value is a file.
  package enum Named: String, CaseIterable {
    case digits, iris
    case irisUCI = "iris-uci"
    case moons, spirals, blobs
  }

  var data: String
  /// The options for reading a table of text.
  var table: TableOptions
  var labels: String
  /// The file with the labels of `test=FILE`.
  var testLabels: String
  var examples: Automatic<Int>
  var classes: Automatic<Int>
  var noise: Automatic<Double>
  var turns: Automatic<Double>
  var radius: Automatic<Double>
  var dataSeed: Automatic<Int>

  package init(
    data: String, table: TableOptions = TableOptions(), labels: String = "",
    testLabels: String = "", examples: Automatic<Int> = .auto, classes: Automatic<Int> = .auto,
    noise: Automatic<Double> = .auto, turns: Automatic<Double> = .auto,
    radius: Automatic<Double> = .auto, dataSeed: Automatic<Int> = .auto
  ) {
    self.data = data
    self.table = table
    self.labels = labels
    self.testLabels = testLabels
    self.examples = examples
    self.classes = classes
    self.noise = noise
    self.turns = turns
    self.radius = radius
    self.dataSeed = dataSeed
  }

  package var named: Named? { Named(rawValue: data) }

  // The generators' defaults, for which reference optima are published.
  var classCount: Int { classes.resolved(named == .blobs ? 3 : 2) }
  var exampleCount: Int { examples.resolved(named == .blobs ? 150 : 200) }
  var noiseLevel: Double {
    noise.resolved(named == .moons ? 0.15 : named == .spirals ? 0.02 : 0.7)
  }
  var seed: UInt64 {
    UInt64(dataSeed.resolved(named == .moons ? 11 : named == .spirals ? 17 : 13))
  }

  /// Rejects keys that do not apply to these data, and numbers of examples that cannot be divided
  /// among the classes.
  package func validate(owner: String, test: TestExamples) throws(ConfigurationError) {
    func refuse(_ reason: String) throws(ConfigurationError) {
      throw .inconsistent(owner: owner, reason: reason)
    }
    func check(_ key: String, given: Bool, for kinds: [Named?]) throws(ConfigurationError) {
      guard given, !kinds.contains(named) else { return }
      let names = kinds.map { $0?.rawValue ?? "FILE" }.joined(separator: ", ")
      try refuse("\(key) is for data=\(names), not for data=\(data)")
    }
    if data.isEmpty { try refuse("data is empty") }
    for key in table.given { try check(key, given: true, for: [nil]) }
    try check("labels", given: !labels.isEmpty, for: [nil])
    try check("test_labels", given: !testLabels.isEmpty, for: [nil])
    if case .file(let path) = test {
      if path.isEmpty { try refuse("test is empty") }
      try check("test=FILE", given: true, for: [nil])
    } else if !testLabels.isEmpty {
      try refuse("test_labels is for test=FILE")
    }
    try check("examples", given: examples != .auto, for: [.moons, .spirals, .blobs])
    try check("noise", given: noise != .auto, for: [.moons, .spirals, .blobs])
    try check("data_seed", given: dataSeed != .auto, for: [.moons, .spirals, .blobs])
    try check("classes", given: classes != .auto, for: [.spirals, .blobs])
    try check("turns", given: turns != .auto, for: [.spirals])
    try check("radius", given: radius != .auto, for: [.blobs])
    if !table.label.isEmpty, !labels.isEmpty {
      try refuse("label names a column of a CSV file, labels a file beside IDX images: not both")
    }
    if [.moons, .spirals, .blobs].contains(named) {
      // Two coordinates and a label per example, in double precision and in the run's
      // precision.
      try MachineMemory.check(owner, bytes: 4 * 8 * Double(exampleCount))
    }
    switch named {
    case .moons where exampleCount < 4 || exampleCount % 2 != 0:
      try refuse("two moons need an even number of examples, 4 or more, not \(exampleCount)")
    case .spirals where exampleCount < classCount || exampleCount % classCount != 0:
      try refuse("\(exampleCount) examples cannot be shared out evenly to \(classCount) spirals")
    case .blobs where exampleCount < classCount:
      try refuse("\(exampleCount) examples are too few for \(classCount) blobs")
    default: break
    }
  }

  /// Generates or reads the examples.
  /// - Returns: the examples; a line that says how a file was read; and whether the features are used as
  ///   they are. Other features must be standardized over the training examples: those of a table, whose
  ///   columns may be in any unit, and the built-in `iris` data, so that a file with the same data gives
  ///   the same result.
  /// - Throws: ``DataError``, or `ConfigurationError` for a value that is neither a name nor a
  ///   file.
  package func load() throws -> (data: DataSet, note: String, isScaled: Bool) {
    switch named {
    case .digits: return (.digits, "", true)
    case .iris: return (.measuredIris, "", false)
    case .irisUCI: return (.measuredIrisUCI, "", false)
    case .moons: return (.moons(count: exampleCount, noise: noiseLevel, seed: seed), "", true)
    case .spirals:
      let spirals = DataSet.spirals(
        count: exampleCount, classes: classCount, turns: turns.resolved(1.5), noise: noiseLevel,
        seed: seed)
      return (spirals, "", true)
    case .blobs:
      let blobs = DataSet.blobs(
        count: exampleCount, classes: classCount, radius: radius.resolved(2), noise: noiseLevel,
        seed: seed)
      return (blobs, "", true)
    case nil:
      let file = try examplesOfFile()
      return (try file.dataSet(), file.note, file.isScaled)
    }
  }

  /// Loads the examples of the file, followed by those of a test file.
  /// - Returns: the same as ``load()``, and the number of examples that are not from the test
  ///   file.
  package func load(
    testFile: String
  ) throws -> (data: DataSet, note: String, isScaled: Bool, trainingCount: Int) {
    let file = try examplesOfFile()
    // The test file has the same label column as the training examples; it is not detected separately.
    let test = try read(testFile, labels: testLabels, labelColumn: file.labelColumn)
    let data = try file.dataSet(with: test)
    let note = "\(file.note); test \(testFile): \(test.labels.count) examples"
    return (data, note, file.isScaled, file.labels.count)
  }

  private func examplesOfFile() throws -> LoadedExamples {
    let isWord = !data.contains { "./".contains($0) }
    if isWord, !fileExists(data) {
      throw ConfigurationError.unknownName(
        kind: "data set", name: data,
        suggestion: nearest(to: data, in: Named.allCases.map(\.rawValue)),
        valid: Named.allCases.map { $0.rawValue } + ["or a file FILE.csv"])
    }
    return try read(data, labels: labels)
  }

  /// Reads a file of any supported kind.
  /// - Parameter labelColumn: the label's column in a table, if known.
  private func read(
    _ path: String, labels: String, labelColumn: Int? = nil
  ) throws(DataError) -> LoadedExamples {
    let file = try DataFile(path)
    func refuseTableOptions() throws(DataError) {
      guard let key = table.given.first else { return }
      throw .notForKind(path: path, key: key, kind: file.kind.name)
    }
    if file.kind == .npy {
      try refuseTableOptions()
      return try LoadedExamples(npy: file, labels: labels)
    }
    if file.kind == .idx || !labels.isEmpty || DataSet.isCalledIDX(path) {
      try refuseTableOptions()
      return try LoadedExamples(idx: file, labels: labels)
    }
    var options = table
    guard let labelColumn else { return try LoadedExamples(table: file, options) }
    options.label = String(labelColumn)
    do throws(DataError) { return try LoadedExamples(table: file, options) } catch {
      if case .noSuchColumn(_, "label", _, let columns) = error {
        throw .fewerColumns(path: path, columns: columns, trained: data)
      }
      throw error
    }
  }
}

extension DataSource {
  /// The same data, with every other key at its default.
  package var withDefaults: DataSource { DataSource(data: data) }
}
