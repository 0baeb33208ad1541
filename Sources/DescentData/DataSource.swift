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
  var label: String
  var labels: String
  var examples: Automatic<Int>
  var classes: Automatic<Int>
  var noise: Automatic<Double>
  var turns: Automatic<Double>
  var radius: Automatic<Double>
  var dataSeed: Automatic<Int>

  package init(
    data: String, label: String, labels: String, examples: Automatic<Int>, classes: Automatic<Int>,
    noise: Automatic<Double>, turns: Automatic<Double>, radius: Automatic<Double>,
    dataSeed: Automatic<Int>
  ) {
    self.data = data
    self.label = label
    self.labels = labels
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
  package func validate(owner: String) throws(ConfigurationError) {
    func refuse(_ reason: String) throws(ConfigurationError) {
      throw .inconsistent(owner: owner, reason: reason)
    }
    func check(_ key: String, given: Bool, for kinds: [Named?]) throws(ConfigurationError) {
      guard given, !kinds.contains(named) else { return }
      let names = kinds.map { $0?.rawValue ?? "FILE" }.joined(separator: ", ")
      try refuse("\(key) is for data=\(names), not for data=\(data)")
    }
    if data.isEmpty { try refuse("data is empty") }
    try check("label", given: !label.isEmpty, for: [nil])
    try check("labels", given: !labels.isEmpty, for: [nil])
    try check("examples", given: examples != .auto, for: [.moons, .spirals, .blobs])
    try check("noise", given: noise != .auto, for: [.moons, .spirals, .blobs])
    try check("data_seed", given: dataSeed != .auto, for: [.moons, .spirals, .blobs])
    try check("classes", given: classes != .auto, for: [.spirals, .blobs])
    try check("turns", given: turns != .auto, for: [.spirals])
    try check("radius", given: radius != .auto, for: [.blobs])
    if !label.isEmpty, !labels.isEmpty {
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

  /// Whether the features are still to be standardised, over the training examples: those of a CSV
  /// file, whose units are anyone's, and the flowers, so that a file of them is the same.
  package var isUnscaled: Bool {
    named == nil && !isIDX || named == .iris || named == .irisUCI
  }

  private var isIDX: Bool { !labels.isEmpty || DataSet.isIDX(data) }

  /// Makes up or reads the examples.
  /// - Throws: ``DataError``, or `ConfigurationError` for a word that is neither a name nor a file.
  package func load() throws -> DataSet {
    switch named {
    case .digits: return .digits
    case .iris: return .measuredIris
    case .irisUCI: return .measuredIrisUCI
    case .moons: return .moons(count: exampleCount, noise: noiseLevel, seed: seed)
    case .spirals:
      return .spirals(
        count: exampleCount, classes: classCount, turns: turns.resolved(1.5), noise: noiseLevel,
        seed: seed)
    case .blobs:
      return .blobs(
        count: exampleCount, classes: classCount, radius: radius.resolved(2), noise: noiseLevel,
        seed: seed)
    case nil:
      let isWord = !data.contains { "./".contains($0) }
      if isWord, (try? fileBytes(data, atMost: 1)) == nil {
        throw ConfigurationError.unknownName(
          kind: "data set", name: data, suggestion: nil,
          valid: Named.allCases.map(\.rawValue) + ["or a file FILE.csv"])
      }
      return isIDX ? try .idx(data, labels: labels) : try .csv(data, label: label)
    }
  }
}

extension DataSource {
  /// The same data with every other key at its default.
  package var withDefaults: DataSource {
    DataSource(
      data: data, label: "", labels: "", examples: .auto, classes: .auto, noise: .auto,
      turns: .auto, radius: .auto, dataSeed: .auto)
  }
}
