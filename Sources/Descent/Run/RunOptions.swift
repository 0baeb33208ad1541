/// The length of a run, its start, and the data that it keeps.
public struct RunOptions: Sendable, Hashable {
  /// Another name for ``StoppingRules``.
  public typealias Length = StoppingRules
  /// The rule that ends a run whose loss no longer falls.
  public typealias Plateau = StoppingRules.Plateau

  /// The rules that end the run.
  public var stop: StoppingRules
  /// The seed of the start point, the order of mini-batches, and rules that draw random
  /// numbers.
  public var seed: UInt64 = 0
  /// A start point other than the problem's own.
  public var start: [Double]?
  /// Further content that the run depends on, such as the digest of a plugin's library, by kind. A
  /// checkpoint stores it, and is rejected if it differs.
  public var identity: [String: String] = [:]
  /// A finite loss above this bound counts as divergence, too. By default, there is no bound.
  public var lossBound: Double = .infinity
  /// Whether the run keeps a copy of the parameters before each step, to measure the step and to
  /// return to it after divergence. Without the copy (which saves a quarter of the memory with Adam),
  /// step norms are NaN and a diverged run keeps its last point.
  public var keepsPrevious = true
  /// Keeps a trace row of every `n`-th step (and of the first and the last); 0 keeps none.
  public var traceInterval = 1
  /// The number of trace rows to allocate at the start; by default, all rows of the run, if its
  /// length is known. A run whose trace is drained (``Run/drainTrace(_:)``) needs only a few.
  public var reservedRows: Int?
  /// The trace includes the parameters if there are at most this many.
  public var tracedDimension = 32
  /// The order of the examples, instead of a random one: one list of indices per micro-batch.
  public var batches: [[Int]]?
  /// Whether to record the order in which examples are visited, for ``RunReport/batches``.
  public var recordsBatches = false
  /// The number of updates to report to rules; it overrides the number that follows from the stopping
  /// rules.
  public var horizon: Int?

  /// Creates options with stopping rules.
  public init(_ stop: StoppingRules) { self.stop = stop }

  /// Stops when the gradient norm is at most this.
  public var gradientTolerance: Double? {
    get { stop.gradientNorm }
    set { stop.gradientNorm = newValue }
  }

  /// Stops when the loss is at most this.
  public var target: Double? {
    get { stop.target }
    set { stop.target = newValue }
  }

  /// Stops when the loss no longer improves.
  public var plateau: Plateau? {
    get { stop.plateau }
    set { stop.plateau = newValue }
  }

  /// The stopping rules that limit steps or epochs.
  public var length: Length {
    get { stop }
    set { (stop.steps, stop.epochs) = (newValue.steps, newValue.epochs) }
  }

  /// A trace with memory for the expected rows, if their number is known; memory pages are used
  /// only when they are written.
  /// - Parameters:
  ///   - measures: whether every row has metrics as well.
  ///   - evaluates: whether rows also have an evaluation point.
  func emptyTrace(dimension: Int, measures: Bool, evaluates: Bool) -> Trace {
    var rows = 0
    if let steps = stop.steps, traceInterval > 0 {
      rows = min(steps / traceInterval, 1 << 22) + 2
    }
    if let reservedRows { rows = max(0, reservedRows) }
    return Trace(
      dimension: dimension <= tracedDimension ? dimension : 0, evaluates: evaluates, rows: rows,
      metrics: measures ? rows : 0)
  }

  /// Checks the options.
  /// - Throws: ``ConfigurationError`` for a length below 1, a start of the wrong length, or a value
  ///   that no run can use.
  func check(dimension: Int, hasMiniBatches: Bool) throws(ConfigurationError) {
    func refuse(_ key: String, _ value: some HyperparameterValue, _ allowed: String)
      throws(ConfigurationError)
    {
      throw .outOfRange(owner: "run", key: key, value: value.hyperparameterText, allowed: allowed)
    }
    if let n = stop.steps, n < 1 { try refuse("steps", n, "[1, inf)") }
    if let n = stop.epochs, n < 1 { try refuse("epochs", n, "[1, inf)") }
    if let n = stop.examples, n < 1 { try refuse("examples", n, "[1, inf)") }
    if let cost = stop.cost, !(cost > 0) { try refuse("cost", cost, "(0, inf)") }
    if let seconds = stop.seconds, !(seconds > 0) { try refuse("seconds", seconds, "(0, inf)") }
    if let start {
      if start.count != dimension {
        throw .inconsistent(
          owner: "run", reason: "the start has \(start.count) coordinates, the problem \(dimension)"
        )
      }
      if let bad = start.first(where: { !$0.isFinite }) { try refuse("start", bad, "(-inf, inf)") }
    }
    if let gradientTolerance {
      if !(gradientTolerance >= 0) {
        try refuse("gradient_tolerance", gradientTolerance, "[0, inf)")
      }
      if hasMiniBatches {
        throw .inconsistent(
          owner: "run",
          reason: "a gradient tolerance needs the full gradient: use batch=full, or a target")
      }
    }
    if let target, target.isNaN { try refuse("target", target, "(-inf, inf)") }
    if lossBound.isNaN { try refuse("loss_bound", lossBound, "(-inf, inf]") }
    if traceInterval < 0 { try refuse("trace_interval", traceInterval, "[0, inf)") }
    if let plateau {
      if plateau.patience < 1 { try refuse("patience", plateau.patience, "[1, inf)") }
      if !(plateau.threshold >= 0) { try refuse("threshold", plateau.threshold, "[0, inf)") }
    }
    if !stop.isBounded, stop.gradientNorm == nil, stop.target == nil, stop.plateau == nil {
      throw .inconsistent(owner: "run", reason: "nothing would end it: give steps, or a target")
    }
  }
}
