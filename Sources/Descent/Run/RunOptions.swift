/// How long a run goes on, where it starts and what it keeps.
public struct RunOptions: Sendable, Hashable {
  /// How long at most.
  public enum Length: Sendable, Hashable {
    /// This many updates of the parameters.
    case steps(Int)
    /// This many passes over the training examples; for a problem without examples, steps.
    case epochs(Int)
  }

  /// No improvement of the loss by the fraction `threshold` for `patience` steps (epochs, where there
  /// are mini-batches).
  public struct Plateau: Sendable, Hashable {
    public var patience: Int
    public var threshold: Double

    public init(patience: Int, threshold: Double = 1e-4) {
      self.patience = patience
      self.threshold = threshold
    }
  }

  public var length: Length
  /// The seed of the start point and of the order of mini-batches.
  public var seed: UInt64 = 0
  /// A start point other than the problem's own.
  public var start: [Double]?
  /// Stops when the gradient norm is at most this. Full-batch and deterministic problems only.
  public var gradientTolerance: Double?
  /// Stops when the loss is at most this; with mini-batches, the training loss at the end of an epoch.
  public var target: Double?
  /// Stops when the loss no longer improves.
  public var plateau: Plateau?
  /// A loss above this counts as divergence.
  public var lossBound: Double = 1e30
  /// Whether the run keeps a copy of the parameters before each step, to measure the step and to go
  /// back to after divergence. Without it (a quarter less memory, with Adam) step norms are NaN and a
  /// diverged run ends where it is.
  public var keepsPrevious = true
  /// Keeps a trace row of every so many steps (and of the first and the last); 0 keeps none.
  public var traceInterval = 1
  /// The parameters are in the trace if there are at most this many.
  public var tracedDimension = 32

  public init(_ length: Length) { self.length = length }

  /// A trace with room for the rows to come, as far as they are known; memory is taken up only as it
  /// is written.
  /// - Parameter measures: whether every row has metrics as well.
  func emptyTrace(dimension: Int, measures: Bool) -> Trace {
    var rows = 0
    if case .steps(let steps) = length, traceInterval > 0 {
      rows = min(steps / traceInterval + 2, 1 << 22)
    }
    return Trace(
      dimension: dimension <= tracedDimension ? dimension : 0, rows: rows,
      metrics: measures ? rows : 0)
  }

  /// - Throws: ``ConfigurationError`` for a length below 1, a start of the wrong length, or a value
  ///   that no run can use.
  func check(dimension: Int, hasMiniBatches: Bool) throws(ConfigurationError) {
    func refuse(_ key: String, _ value: some HyperparameterValue, _ allowed: String)
      throws(ConfigurationError)
    {
      throw .outOfRange(owner: "run", key: key, value: value.hyperparameterText, allowed: allowed)
    }
    switch length {
    case .steps(let n) where n < 1: try refuse("steps", n, "[1, inf)")
    case .epochs(let n) where n < 1: try refuse("epochs", n, "[1, inf)")
    default: break
    }
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
  }
}
