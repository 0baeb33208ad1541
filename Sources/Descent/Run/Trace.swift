/// The recorded steps of a run: a table of numbers, with one row per recorded step.
public struct Trace: Sendable, Hashable {
  /// One row, without the points.
  public struct Row: Sendable, Hashable {
    /// The number of the step; 0 is the start.
    public let step: Int
    /// The loss after the step; with mini-batches, on the batch that the step descended on.
    public let loss: Double
    /// The Euclidean norm of the gradient that belongs to ``loss``.
    public let gradientNorm: Double
    /// The learning rate of the step, including the schedule's factor.
    public let learningRate: Double
    /// The Euclidean norm of the move.
    public let stepNorm: Double
    /// The loss at the evaluation point, if it differs from the stepped point.
    public let evaluatedLoss: Double?
  }

  /// The number of parameters recorded in each row; 0 if there are too many.
  public let dimension: Int
  /// Whether each row also has an evaluation point and the loss there.
  public let evaluates: Bool
  /// The metrics over whole data sets, with the indices of the rows that have them.
  public private(set) var metrics: [(row: Int, values: Metrics)] = []
  /// The rows, concatenated, with spare memory after the last one.
  private var numbers: TraceNumbers
  private var used = 0
  @usableFromInline static var fixed: Int { 5 }

  /// - Parameters:
  ///   - rows: the number of rows to allocate, so that the memory need not grow during steps.
  ///   - metrics: the number of rows that will have metrics.
  init(dimension: Int, evaluates: Bool = false, rows: Int, metrics: Int = 0) {
    self.dimension = dimension
    self.evaluates = evaluates
    if metrics > 0 { self.metrics.reserveCapacity(metrics) }
    let width = Self.fixed + dimension + (evaluates ? 1 + dimension : 0)
    numbers = TraceNumbers(capacity: rows * width)
  }

  /// The number of values in a row.
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

  /// Memory for further rows, to which a chunk of steps writes; they are not counted yet.
  mutating func room(rows: Int) -> UnsafeMutablePointer<Double> {
    let needed = used + rows * width
    if needed > numbers.capacity || !isKnownUniquelyReferenced(&numbers) {
      numbers = numbers.copy(used, capacity: max(needed, 2 * used, numbers.capacity))
    }
    return numbers.pointer + used
  }

  /// Removes the rows, but keeps their memory for further rows.
  mutating func removeAll() {
    used = 0
    metrics.removeAll(keepingCapacity: true)
  }

  /// Counts rows that have been written to the memory of ``room(rows:)``.
  mutating func add(rows: Int) { used += rows * width }
}

/// The memory of a trace, which is not initialized with zeros. Copies of a trace share it until one
/// of them is written to. Only counted rows are read.
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
