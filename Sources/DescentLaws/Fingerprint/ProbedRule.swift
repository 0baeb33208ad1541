import Descent

/// A rule at fixed settings, with the runs that the probes need.
struct ProbedRule {
  let optimizer: any Optimizer
  var driver: any RuleDriver = KernelDriver()

  struct Track {
    /// The point after each step; where the point is reset before each step, the start plus one move.
    var rows: [[Double]]
    /// The buffers and scalars after the last step.
    var state: [Double]
  }

  /// The points after each step.
  func points(_ history: History) throws -> Track { try track(history, putsBack: false) }

  /// The move of each step, with the point reset to the start before it.
  func moves(_ history: History) throws -> [[Double]] {
    try track(history, putsBack: true).rows.map { row in
      zip(row, history.start).map { $0 - $1 }
    }
  }

  /// The points after each step, where step t begins at `starts[t]`.
  func track(_ history: History, from starts: [[Double]]) throws -> [[Double]] {
    try track(history, starts: starts).rows
  }

  func track(_ history: History, putsBack: Bool, seed: UInt64 = 0) throws -> Track {
    let starts = putsBack ? history.gradients.map { _ in history.start } : nil
    return try track(history, starts: starts, seed: seed)
  }

  private func track(
    _ history: History, starts: [[Double]]?, seed: UInt64 = 0
  ) throws -> Track {
    var request = TrajectoryRequest(
      layout: history.layout, precision: .float64, start: history.start,
      gradients: history.gradients, rates: history.rates)
    request.starts = starts
    request.seed = seed
    request.hasLinearObjective = true
    let run = try driver.trajectory(of: optimizer, request)
    return Track(rows: run.points, state: run.state)
  }
}

/// Whether numbers agree: exactly, or else within 1e-9 of the largest magnitude in their row.
enum Agreement {
  static let tolerance = 1e-9

  static func isExact(_ a: [[Double]], _ b: [[Double]]) -> Bool {
    zip(a, b).allSatisfy { zip($0, $1).allSatisfy(Comparison.same) }
  }

  /// A row that is NaN throughout carries no information and never agrees.
  static func holds(_ a: [[Double]], _ b: [[Double]]) -> Bool {
    isKnown(a) && zip(a, b).allSatisfy(holds)
  }

  /// Whether moves agree. Small moves are known only to the rounding of the points.
  static func holds(_ a: [[Double]], _ b: [[Double]], from start: [Double]) -> Bool {
    let rounding = 0x1p-40 * size(start)
    return isKnown(a)
      && zip(a, b).allSatisfy { a, b in
        holds(a, b) || zip(a, b).allSatisfy { abs($0 - $1) <= rounding }
      }
  }

  static func isKnown(_ rows: [[Double]]) -> Bool {
    !rows.contains { row in !row.isEmpty && row.allSatisfy(\.isNaN) }
  }

  static func holds(_ a: [Double], _ b: [Double]) -> Bool {
    let limit = tolerance * max(size(a), size(b))
    return zip(a, b).allSatisfy { Comparison.same($0, $1) || abs($0 - $1) <= limit }
  }

  /// The largest magnitude.
  static func size(_ row: [Double]) -> Double { row.reduce(0) { max($0, abs($1)) } }
}
