import Descent
import DescentData

/// A problem that fits a network to labeled examples: softmax regression or a perceptron.
///
/// Each conforming struct declares the keys, so that reflection finds them. Their meaning is
/// documented only here.
public protocol Classifier: LikelihoodProblem, Configurable {
  /// The name of a data set or generator, or a file: see ``DataSet/csv(_:options:)`` and
  /// ``DataSet/idx(_:labels:)``.
  var data: String { get }
  var label: String { get }
  var labels: String { get }
  var examples: Automatic<Int> { get }
  var classes: Automatic<Int> { get }
  var noise: Automatic<Double> { get }
  var turns: Automatic<Double> { get }
  var radius: Automatic<Double> { get }
  var dataSeed: Automatic<Int> { get }
  var ridge: Double { get }
  var batch: BatchSize { get }
  /// The fraction of examples that is held out as in ``DataSet/divided(testFraction:)``, or 0 for
  /// none; or a file of test examples with the same format, columns and classes.
  var test: TestExamples { get }
  var testLabels: String { get }
  /// How a text table is read, where this is not detected automatically: see ``TableOptions``.
  var ignore: String { get }
  var skip: Int { get }
  var separator: FieldSeparator { get }
  var header: HeaderChoice { get }
  /// The examples that ``Configurable/prepare()`` has loaded.
  var prepared: PreparedExamples? { get set }

  /// The network for examples with these numbers of features and classes.
  func architecture(features: Int, classes: Int) -> Architecture
}

extension Classifier {
  var source: DataSource {
    var table = TableOptions()
    table.label = label
    table.ignore = ignore
    table.skip = skip
    table.separator = separator
    table.header = header
    return DataSource(
      data: data, table: table, labels: labels, testLabels: testLabels, examples: examples,
      classes: classes, noise: noise, turns: turns, radius: radius, dataSeed: dataSeed)
  }

  /// The name with all hyperparameters, except options of tables and test files at their
  /// defaults. Without them the specification is the same as before these options existed.
  public var specification: Specification {
    Specification(
      .name(Self.registeredName), hyperparameters.map { Setting($0.key, .text($0.value)) }
    ).withoutTableDefaults()
  }

  public func validate() throws(ConfigurationError) {
    try source.validate(owner: Self.card.name, test: test)
  }

  /// Reads or generates the examples.
  /// - Throws: ``DataError`` for a broken file, `ConfigurationError` for a batch size above the
  ///   number of examples.
  public mutating func prepare() throws {
    let loaded = try loadedExamples()
    _ = try batch.count(of: loaded.training.count, owner: Self.card.name)
    prepared = loaded
  }

  /// The prepared examples. They are loaded again if the keys have changed since.
  public func loadedExamples() throws -> PreparedExamples {
    let source = source
    if let prepared, prepared.source == source, prepared.testExamples == test { return prepared }
    return try PreparedExamples(source, test: test)
  }

  /// The network for the examples. - Precondition: they can be loaded.
  public var architecture: Architecture {
    do {
      let data = try loadedExamples().data
      return architecture(features: data.featureCount, classes: data.classCount)
    } catch {
      preconditionFailure("\(Self.card.name) was not prepared: \(error)")
    }
  }

  public var layout: Layout { architecture.layout }

  /// The number of prepared examples. No objective is built for it.
  public var exampleCount: ExampleCount? {
    get throws {
      let count = try loadedExamples().training.count
      return ExampleCount(
        count: count, batch: try batch.count(of: count, owner: Self.card.name))
    }
  }

  /// The digest of the examples if they come from a file. In revision 1 of the formula, the flowers were
  /// standardized over all examples, including the test examples.
  public var contentDigests: [String: String] { dataDigests }

  var dataDigests: [String: String] {
    if source.named == .iris && test > 0 { return ["formula": "2"] }
    guard source.named == nil, let examples = try? loadedExamples() else { return [:] }
    return examples.digests
  }

  public func _objective32() throws -> Objective<Float> { try objective() }
  public func _objective64() throws -> Objective<Double> { try objective() }
  public func _likelihood32() throws -> Likelihood<Float>? { try objective().likelihood }
  public func _likelihood64() throws -> Likelihood<Double>? { try objective().likelihood }

  private func objective<T: DenseScalar>() throws -> Objective<T> {
    try checkHyperparameters()
    let examples = try loadedExamples()
    let data = examples.data
    return Objective(
      architecture(features: data.featureCount, classes: data.classCount), examples,
      batchSize: try batch.count(of: examples.training.count, owner: Self.card.name))
  }
}
