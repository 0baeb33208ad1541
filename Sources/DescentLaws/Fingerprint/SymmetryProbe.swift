import Descent

extension ProbedRule {
  /// Whether state and moves are independent of the point.
  func isTranslationInvariant(_ history: History) throws -> Bool {
    let origin = history.starting(at: history.start.map { _ in 0 })
    let (here, there) = (
      try track(origin, putsBack: true), try track(history, putsBack: true)
    )
    let moves = there.rows.map { zip($0, history.start).map { $0 - $1 } }
    return here.state == there.state && Agreement.holds(here.rows, moves, from: history.start)
  }
}

extension Probe {
  /// Flips the signs of x and g in some coordinates, then in all.
  func oddness() throws -> Fingerprint.Oddness {
    let plain = try rule.moves(history)
    func flips(_ signs: [Double]) throws -> Bool {
      func flipped(_ row: [Double]) -> [Double] { zip(row, signs).map { $0 * $1 } }
      let other = history.starting(at: flipped(history.start)).mapGradients { flipped($1) }
      return Agreement.holds(plain.map(flipped), try rule.moves(other))
    }
    var draw = draw(1)
    if try flips(history.start.map { _ in draw.sign() }) { return .eachCoordinate }
    return try flips(history.start.map { _ in -1 }) ? .asWhole : .no
  }

  /// Rotates the tensors as vectors, then as matrices from the left and from the right.
  func rotation() throws -> RuleTraits.Rotation {
    var draw = draw(2)
    let six = Rotation(6, &draw)
    if try commutes({ _, row in six.applied(to: row) }) { return .all }
    let factors = [2: Rotation(2, &draw), 3: Rotation(3, &draw)]
    let isLeft = try commutes { shape, row in factors[shape[0]]!.fromLeft(row, columns: shape[1]) }
    let isRight = try commutes { shape, row in
      factors[shape[1]]!.fromRight(row, rows: shape[0])
    }
    return isLeft && isRight ? .leftAndRight : isLeft ? .left : isRight ? .right : .none
  }

  private func commutes(_ turn: ([Int], [Double]) -> [Double]) throws -> Bool {
    func turned(_ row: [Double]) -> [Double] {
      history.layout.tensors.flatMap { turn($0.shape, Array(row[$0.range])) }
    }
    let other = history.starting(at: turned(history.start)).mapGradients { turned($1) }
    let (expected, found) = (try rule.moves(history).map(turned), try rule.moves(other))
    return Agreement.holds(expected, found, from: other.start)
  }
}

/// A random orthogonal matrix.
private struct Rotation {
  let rows: [[Double]]

  init(_ count: Int, _ draw: inout Draw) {
    var rows: [[Double]] = []
    while rows.count < count {
      var row = (0..<count).map { _ in draw.normal() }
      // Orthogonalize twice, to remove the rounding of the first pass.
      for _ in 0..<2 {
        for other in rows {
          let along = zip(row, other).reduce(0) { $0 + $1.0 * $1.1 }
          row = zip(row, other).map { $0 - along * $1 }
        }
      }
      let length = Double.sqrt(row.reduce(0) { $0 + $1 * $1 })
      if length > 0.1 { rows.append(row.map { $0 / length }) }
    }
    self.rows = rows
  }

  func applied(to vector: [Double]) -> [Double] {
    rows.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  func fromLeft(_ matrix: [Double], columns: Int) -> [Double] {
    let turned = (0..<columns).map { j in
      applied(to: rows.indices.map { matrix[$0 * columns + j] })
    }
    return rows.indices.flatMap { i in turned.map { $0[i] } }
  }

  func fromRight(_ matrix: [Double], rows count: Int) -> [Double] {
    let columns = rows.count
    return (0..<count).flatMap { i in
      applied(to: Array(matrix[(i * columns)..<((i + 1) * columns)]))
    }
  }
}
