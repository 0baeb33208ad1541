import Descent

/// Where examples come from: the keys that the classification problems share.
public struct DataSource: Sendable, Equatable {
  /// The data sets that have a name; anything else is a file.
  package enum Named: String, CaseIterable {
    case digits, iris
    case irisUCI = "iris-uci"
    case moons, spirals, blobs
  }

  var data: String
  /// How a table of text is read.
  var table: TableOptions
  var labels: String
  /// The labels' file of `test=FILE`.
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

  // The generators' own values: those of the published reference optima.
  var classCount: Int { classes.resolved(named == .blobs ? 3 : 2) }
  var exampleCount: Int { examples.resolved(named == .blobs ? 150 : 200) }
  var noiseLevel: Double {
    noise.resolved(named == .moons ? 0.15 : named == .spirals ? 0.02 : 0.7)
  }
  var seed: UInt64 {
    UInt64(dataSeed.resolved(named == .moons ? 11 : named == .spirals ? 17 : 13))
  }

  /// Refuses keys that mean nothing for these data, and numbers of examples that cannot be shared
  /// out.
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
      // Two coordinates and a label each, in double precision and in that of the run.
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

  /// Makes up or reads the examples.
  /// - Returns: the examples; how a file was read, in a line; and whether the features are to be taken as
  ///   they are. Others are to be standardised over the training examples: those of a table, whose units
  ///   may be in any unit, and the flowers, so that a file of them is the same.
  /// - Throws: ``DataError``, or `ConfigurationError` for a word that is neither a name nor a file.
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

  /// The same with the examples of a test file after those of the file.
  /// - Returns: likewise, and how many are not of the test file.
  package func load(
    testFile: String
  ) throws -> (data: DataSet, note: String, isScaled: Bool, trainingCount: Int) {
    let file = try examplesOfFile()
    // The label's column is that of the training examples, whatever the test file looks like by itself.
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

  /// Reads a file of any kind.
  /// - Parameter labelColumn: the label's column in a table, where that is known.
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
  /// The same data with every other key at its default.
  package var withDefaults: DataSource { DataSource(data: data) }
}
