import Descent

extension MatrixSensing {
  public var stationaryPoints: [StationaryPoint] {
    let null = rank * abs(rows - columns)
    let squares = (prepared ?? data).b.reduce(0) { $0 + $1 * $1 }
    return [
      StationaryPoint(
        .minimisingSet(dimension: rank * rank), at: truth, value: 0,
        .closedForm("all residuals vanish; the group GL(r) acts on the minimisers")),
      StationaryPoint(
        .saddle(index: rank * min(rows, columns)),
        curvature: null == 0 ? .regular : .singular(.ofDimension(null)),
        at: [Double](repeating: 0, count: layout.count),
        value: squares / Double(2 * measurements), .closedForm("f is even in U and in V")),
    ]
  }

  var data: (a: [Double], b: [Double]) {
    let random = CounterRandom(seed: UInt64(seed)).split(stream: 0x7365_6E73)
    let a = (0..<(measurements * rows * columns)).map { random.normal(UInt64($0)) }
    // The sums use the order of the residuals, which then vanish exactly.
    var b = [Double](repeating: 0, count: measurements)
    truth.withUnsafeBufferPointer { x in
      b.withUnsafeMutableBufferPointer {
        measure(
          Point(x.baseAddress!, count: x.count), a,
          into: Residuals($0.baseAddress!, count: $0.count))
      }
    }
    return (a, b)
  }

  /// (U*, V*), balanced.
  var truth: [Double] {
    let frame = SingularFrame(rows, columns, count: rank, top: top, condition: condition)
    var x = [Double](repeating: 0, count: layout.count)
    for k in 0..<rank {
      let (size, vector) = (frame.sigma[k].squareRoot(), frame.left(k) + frame.right(k))
      for i in vector.indices { x[i * rank + k] = size * vector[i] }
    }
    return x
  }

  /// ⟨Aₖ, UVᵀ⟩
  func measure<N: FormulaNumber>(_ x: Point<N>, _ a: [Double], into r: Residuals<N>) {
    for k in 0..<measurements { r[k] = .zero }
    for i in 0..<rows {
      for j in 0..<columns {
        var product = N.zero
        for c in 0..<rank { product += x[i * rank + c] * x[(rows + j) * rank + c] }
        for k in 0..<measurements {
          r[k] = r[k] + N(a[(k * rows + i) * columns + j]) * product
        }
      }
    }
  }
}
