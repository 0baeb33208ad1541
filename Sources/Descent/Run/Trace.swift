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
  /// Rows one after another, with room for more behind the last one.
  private var numbers: [Double] = []
  private var used = 0
  private static var fixed: Int { 5 }

  /// - Parameters:
  ///   - rows: how many rows to make room for, so that growing does not cost while stepping.
  ///   - metrics: how many of them will have metrics.
  init(dimension: Int, rows: Int, metrics: Int = 0) {
    self.dimension = dimension
    self.metrics.reserveCapacity(metrics)
    numbers.reserveCapacity(rows * (Self.fixed + dimension))
  }

  public var count: Int { used / (Self.fixed + dimension) }

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
    a.dimension == b.dimension && a.used == b.used
      && zip(a.numbers[..<a.used], b.numbers).allSatisfy { $0.bitPattern == $1.bitPattern }
      && a.metrics.elementsEqual(b.metrics) { $0.row == $1.row && $0.values == $1.values }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(used) }

  @inline(__always)
  mutating func append<T: KernelScalar>(_ record: StepRecord<T>) {
    if let values = record.metrics { metrics.append((row: count, values: values)) }
    let width = Self.fixed + dimension
    if used + width > numbers.count { grow(by: width) }
    let (start, dimension) = (used, dimension)
    numbers.withUnsafeMutableBufferPointer { numbers in
      let row = numbers.address + start
      row[0] = Double(record.step)
      row[1] = record.loss
      row[2] = record.gradientNorm
      row[3] = record.rate
      row[4] = record.stepNorm
      let point = record.parameters.address
      for i in 0..<dimension { row[Self.fixed &+ i] = Double(point[i]) }
    }
    used += width
  }

  /// Makes room for 512 rows more; the array's own growth keeps the cost of a row constant.
  @inline(never)
  private mutating func grow(by width: Int) {
    numbers.append(contentsOf: repeatElement(0, count: 512 * width))
  }
}
