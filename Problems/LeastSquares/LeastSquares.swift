import Descent
import DescentData

/// Linear least squares on the rows of a file: the mean of ½ (aᵢ·x − bᵢ)² over N examples.
///
/// There is no intercept, and the columns are not standardized. The last column is the target b unless
/// `label` names another. The loss of a batch B is the mean over its examples, (1/(2|B|)) Σ rᵢ². `iris` and
/// `digits` are the embedded data sets with the class number as the target.
/// - Source: Gauss, "Theoria combinationis observationum erroribus minimis obnoxiae", 1823.
public struct LeastSquares: ResidualProblem, LikelihoodProblem {
  @Hyperparameter("a file (CSV or npy, the last column is the target; gz), or iris, digits")
  public var data = "iris"
  @Hyperparameter("examples a step: full, or a number") public var batch = BatchSize.full
  @Hyperparameter("name or number of the target's column (-1: the last); empty for the last")
  public var label = ""
  @Hyperparameter("names or numbers of columns to leave out, joined by semicolons")
  public var ignore = ""
  @Hyperparameter("lines to leave out at the beginning", in: 0...) public var skip = 0
  @Hyperparameter("what separates the fields") public var separator = FieldSeparator.auto
  @Hyperparameter("whether the file begins with names") public var header = HeaderChoice.auto
  @Prepared var prepared: RegressionRows? = nil

  public init() {}

  public static let card = Card(
    name: "leastsquares", summary: "linear least squares on the rows of a file",
    formula: "f(x) = (1/2N) Σᵢ (aᵢ·x − bᵢ)²",
    source: "Gauss, Theoria combinationis observationum erroribus minimis obnoxiae, 1823")

  public static let record = ProblemRecord(
    family: "least squares", instances: ["leastsquares:data=iris"],
    flags: [.convex, .leastSquares, .stochastic])

  public func validate() throws(ConfigurationError) {
    if data.isEmpty { throw .inconsistent(owner: Self.card.name, reason: "data is empty") }
    if let key = table.given.first, RegressionRows.names.contains(data) {
      throw .inconsistent(
        owner: Self.card.name, reason: "\(key) is for data=FILE, not for data=\(data)")
    }
  }

  /// The options for reading the file.
  private var table: TableOptions {
    var table = TableOptions()
    table.label = label
    table.ignore = ignore
    table.skip = skip
    table.separator = separator
    table.header = header
    return table
  }

  /// The name with all hyperparameters, except table options at their defaults. Without them the
  /// specification is the same as before these options existed.
  public var specification: Specification {
    Specification(
      .name(Self.registeredName), hyperparameters.map { Setting($0.key, .text($0.value)) }
    ).withoutTableDefaults(["label"])
  }

  /// Reads the rows.
  /// - Throws: `DataError` for a broken file, `ConfigurationError` for a batch size above the number
  ///   of examples or a word that is neither a data set's name nor a file.
  public mutating func prepare() throws {
    let rows = try loaded()
    _ = try batch.count(of: rows.data.count, owner: Self.card.name)
    prepared = rows
  }

  /// The prepared rows. They are read again if the key has changed since.
  func loaded() throws -> RegressionRows {
    let table = table
    if let prepared, prepared.source == data, prepared.table == table { return prepared }
    return try RegressionRows(data, table)
  }

  /// The rows as from ``loaded()``. - Precondition: they can be read.
  private var rows: RegressionRows {
    do {
      return try loaded()
    } catch {
      preconditionFailure("\(Self.card.name) was not prepared: \(error)")
    }
  }

  public var layout: Layout { .vector(rows.data.featureCount) }

  /// All zeros.
  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: dimension) }

  /// The solution of the normal equations, by QR with one refinement, if the columns have full rank
  /// and it takes at most 10⁹ products.
  public var stationaryPoints: [StationaryPoint] {
    guard let solution = rows.solution else { return [] }
    return [
      StationaryPoint(
        .globalMinimum, at: solution.point, value: solution.value,
        .closedForm("Householder's QR of a matrix of full column rank"))
    ]
  }

  public var exampleCount: ExampleCount? {
    get throws {
      let count = try loaded().data.count
      return ExampleCount(
        count: count, batch: try batch.count(of: count, owner: Self.card.name))
    }
  }

  /// The digest of the rows if they come from a file.
  public var contentDigests: [String: String] {
    RegressionRows.names.contains(data) ? [:] : ["data": rows.data.digest]
  }

  public var residualCount: Int { rows.data.count }
  public var residualFactor: Double { 1 / (2 * Double(rows.data.count)) }

  /// aᵢ·x − bᵢ.
  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let data = rows.data
    data.features.withUnsafeBufferPointer { features in
      // There is a first feature column, because a file needs one besides the target.
      let first = features.baseAddress!
      for i in 0..<r.count { r[i] = N.dot(first + i * x.count, x) - N(data.targets[i]) }
    }
  }

  /// (1/N) AᵀA at every point.
  public func hessian(at x: [Double]) -> [Double]? {
    precondition(x.count == dimension, "\(x.count) coordinates in \(dimension) dimensions")
    return rows.gram.map { $0 / Double(rows.data.count) }
  }

  public func _objective32() throws -> Objective<Float> { try objective() }
  public func _objective64() throws -> Objective<Double> { try objective() }
  public func _residuals32() throws -> ResidualFunctions<Float>? { try objective().residuals }
  public func _residuals64() throws -> ResidualFunctions<Double>? { try objective().residuals }
  /// bᵢ is normal with the mean aᵢ·x and the variance 1.
  public func _likelihood32() throws -> Likelihood<Float>? { try objective().likelihood }
  public func _likelihood64() throws -> Likelihood<Double>? { try objective().likelihood }

  private func objective<T: KernelScalar>() throws -> Objective<T> {
    try checkHyperparameters()
    let rows = try loaded()
    return RegressionObjective<T>.make(
      rows, batchSize: try batch.count(of: rows.data.count, owner: Self.card.name))
  }
}
