/// The recorded steps of a run: a table of numbers, one row a recorded step.
public struct Trace: Sendable, Hashable {
  /// One row, without the points.
  public struct Row: Sendable, Hashable {
    /// The number of the step; 0 is the start.
    public let step: Int
    /// The loss before the step's move.
    public let loss: Double
    /// The Euclidean norm of the gradient.
    public let gradientNorm: Double
    /// The learning rate of the step, the schedule's factor in it.
    public let learningRate: Double
    /// The Euclidean norm of the move.
    public let stepNorm: Double
    /// The loss at the point that counts, where the optimizer names another than the stepped one.
    public let evaluatedLoss: Double?
  }

  /// The number of parameters recorded in each row; 0 if there are too many.
  public let dimension: Int
  /// Whether each row has a second point, the one that is evaluated, and the loss there.
  public let evaluates: Bool
  /// Where whole-data metrics are known: the row's index and the metrics.
  public private(set) var metrics: [(row: Int, values: Metrics)] = []
  /// Rows one after another, with room for more behind the last one.
  private var numbers: TraceNumbers
  private var used = 0
  @usableFromInline static var fixed: Int { 5 }

  /// - Parameters:
  ///   - rows: how many rows to make room for, so that growing does not cost while stepping.
  ///   - metrics: how many of them will have metrics.
  init(dimension: Int, evaluates: Bool = false, rows: Int, metrics: Int = 0) {
    self.dimension = dimension
    self.evaluates = evaluates
    if metrics > 0 { self.metrics.reserveCapacity(metrics) }
    let width = Self.fixed + dimension + (evaluates ? 1 + dimension : 0)
    numbers = TraceNumbers(capacity: rows * width)
  }

  /// The numbers of a row.
  var width: Int { Self.fixed + dimension + (evaluates ? 1 + dimension : 0) }

  /// The number of rows.
  public var count: Int { used / width }

  public subscript(row: Int) -> Row {
    precondition((0..<count).contains(row), "row \(row) of \(count)")
    let row = numbers.pointer + row * width
    return Row(
      step: Int(row[0]), loss: row[1], gradientNorm: row[2], learningRate: row[3],
      stepNorm: row[4], evaluatedLoss: evaluates ? row[Self.fixed + dimension] : nil)
  }

  /// The parameters of a row, empty if they were not recorded.
  public func parameters(_ row: Int) -> ArraySlice<Double> { point(row, Self.fixed) }

  /// The evaluated point of a row, empty if there is none or it was not recorded.
  public func evaluationPoint(_ row: Int) -> ArraySlice<Double> {
    evaluates ? point(row, Self.fixed + dimension + 1) : []
  }

  private func point(_ row: Int, _ offset: Int) -> ArraySlice<Double> {
    precondition((0..<count).contains(row), "row \(row) of \(count)")
    let start = numbers.pointer + row * width + offset
    return ArraySlice(UnsafeBufferPointer(start: start, count: dimension))
  }

  /// The rows, in the order of the steps.
  public var rows: some RandomAccessCollection<Row> { (0..<count).lazy.map { self[$0] } }

  public static func == (a: Trace, b: Trace) -> Bool {
    a.dimension == b.dimension && a.evaluates == b.evaluates && a.used == b.used
      && (0..<a.used).allSatisfy {
        a.numbers.pointer[$0].bitPattern == b.numbers.pointer[$0].bitPattern
      }
      && a.metrics.elementsEqual(b.metrics) { $0.row == $1.row && $0.values == $1.values }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(used) }

  mutating func append<T: KernelScalar>(_ record: StepRecord<T>) {
    if let values = record.metrics { metrics.append((row: count, values: values)) }
    let row = room(rows: 1)
    row[0] = Double(record.step)
    row[1] = record.loss
    row[2] = record.gradientNorm
    row[3] = record.rate
    row[4] = record.stepNorm
    let point = record.parameters.address
    for i in 0..<dimension { row[Self.fixed &+ i] = Double(point[i]) }
    if evaluates {
      row[Self.fixed + dimension] = record.evaluatedLoss ?? record.loss
      let evaluated = (record.evaluationPoint ?? record.parameters).address
      for i in 0..<dimension { row[Self.fixed + dimension + 1 + i] = Double(evaluated[i]) }
    }
    used += width
  }

  /// Memory for rows to come, not yet counted: where a chunk of steps writes them.
  mutating func room(rows: Int) -> UnsafeMutablePointer<Double> {
    let needed = used + rows * width
    if needed > numbers.capacity || !isKnownUniquelyReferenced(&numbers) {
      numbers = numbers.copy(used, capacity: max(needed, 2 * used, numbers.capacity))
    }
    return numbers.pointer + used
  }

  /// Forgets the rows, but keeps their memory for rows to come.
  mutating func removeAll() {
    used = 0
    metrics.removeAll(keepingCapacity: true)
  }

  /// Counts rows that were written to the memory of ``room(rows:)``.
  mutating func add(rows: Int) { used += rows * width }
}

/// Memory of a trace that is not filled with zeros before it is written. Shared by copies of a trace
/// until one of them is written to; only the rows that a trace counts are ever read.
private final class TraceNumbers: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Double>
  let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    pointer = .allocate(capacity: max(1, capacity))
  }

  deinit { pointer.deallocate() }

  func copy(_ used: Int, capacity: Int) -> TraceNumbers {
    let new = TraceNumbers(capacity: capacity)
    new.pointer.update(from: pointer, count: used)
    return new
  }
}
