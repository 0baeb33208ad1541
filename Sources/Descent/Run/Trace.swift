/// The recorded steps of a run: a table of numbers, one row a recorded step.
public struct Trace: Sendable, Hashable {
  /// One row, without the parameters.
  public struct Row: Sendable, Hashable {
    public let step: Int
    public let loss: Double
    public let gradientNorm: Double
    public let learningRate: Double
    public let stepNorm: Double
  }

  /// The number of parameters recorded in each row; 0 if there are too many.
  public let dimension: Int
  /// Where whole-data metrics are known: the row's index and the metrics.
  public private(set) var metrics: [(row: Int, values: Metrics)] = []
  private var numbers: [Double] = []
  private static let fixed = 5

  /// - Parameter rows: how many rows to make room for, so that growing does not cost while stepping.
  init(dimension: Int, rows: Int) {
    self.dimension = dimension
    numbers.reserveCapacity(rows * (Self.fixed + dimension))
  }

  public var count: Int { numbers.count / (Self.fixed + dimension) }

  public subscript(row: Int) -> Row {
    let start = row * (Self.fixed + dimension)
    return Row(
      step: Int(numbers[start]), loss: numbers[start + 1], gradientNorm: numbers[start + 2],
      learningRate: numbers[start + 3], stepNorm: numbers[start + 4])
  }

  /// The parameters of a row, empty if they were not recorded.
  public func parameters(_ row: Int) -> ArraySlice<Double> {
    let start = row * (Self.fixed + dimension) + Self.fixed
    return numbers[start..<(start + dimension)]
  }

  public var rows: some RandomAccessCollection<Row> { (0..<count).lazy.map { self[$0] } }

  public static func == (a: Trace, b: Trace) -> Bool {
    a.dimension == b.dimension && a.numbers.map(\.bitPattern) == b.numbers.map(\.bitPattern)
      && a.metrics.elementsEqual(b.metrics) { $0.row == $1.row && $0.values == $1.values }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(numbers.count) }

  mutating func append<T: KernelScalar>(_ record: StepRecord<T>) {
    if let values = record.metrics { metrics.append((row: count, values: values)) }
    numbers.append(Double(record.step))
    numbers.append(record.loss)
    numbers.append(record.gradientNorm)
    numbers.append(record.rate)
    numbers.append(record.stepNorm)
    for i in 0..<dimension { numbers.append(Double(record.parameters[i])) }
  }
}
