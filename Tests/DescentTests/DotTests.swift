import Descent
import Testing

/// Residuals of rows: by `dot` over all coordinates, over some coordinates, and over numbers that are not
/// variables; or as loops.
private struct Rows: ResidualProblem {
  @Hyperparameter("dimension") var n = 21
  @Hyperparameter("sums of products as one operation") var usesDot = true
  @Prepared var rows: [Double]? = nil

  static let card = Card(name: "rows", summary: "", formula: "", source: "")
  var layout: Layout { .vector(n) }
  func start(seed: UInt64) -> [Double] {
    (0..<n).map { CounterRandom(seed: seed).normal(UInt64($0)) }
  }
  mutating func prepare() {
    rows = (0..<(60 * n)).map { CounterRandom(seed: 7).normal(UInt64($0)) }
  }
  var residualCount: Int { 61 }

  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    (rows ?? []).withUnsafeBufferPointer { rows in
      for i in 0..<60 {
        // The point without its first i mod 3 coordinates.
        let skipped = i % 3
        r[i] = product(rows.baseAddress! + i * n, x, skipped) - 1
      }
      // Dot products of the residuals themselves, which are results.
      let count = min(n, 12)
      r[60] = withUnsafeTemporaryAllocation(of: N.self, capacity: count) { some in
        for i in 0..<count { (some.baseAddress! + i).initialize(to: r[i]) }
        return product(rows.baseAddress!, Point(UnsafePointer(some.baseAddress!), count: count), 0)
      }
    }
  }

  /// The product in four partial sums, as documented for `dot`.
  private func product<N: FormulaNumber>(
    _ c: UnsafePointer<Double>, _ x: Point<N>, _ skipped: Int
  ) -> N {
    if usesDot { return N.dot(c, x.part(skipped..<x.count)) }
    var sums = [N](repeating: .zero, count: 4)
    let count = x.count - skipped
    for j in 0..<count {
      sums[j < count / 4 * 4 ? j % 4 : 0] += N(c[j]) * x[skipped + j]
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3])
  }
}

@Suite("The dot product") struct DotTests {
  private func problem(_ n: Int, usesDot: Bool) throws -> Rows {
    try Rows {
      $0.n = n
      $0.usesDot = usesDot
    }
  }

  @Test("has the value of the loop to the bit and its gradient", arguments: [3, 4, 7, 16, 17, 33])
  func loops(n: Int) throws {
    let (dot, loop) = (try problem(n, usesDot: true), try problem(n, usesDot: false))
    let x = dot.start(seed: 1)
    #expect(try dot.value(at: x) == loop.value(at: x))
    let (a, b) = (try dot.gradient(at: x), try loop.gradient(at: x))
    let size = b.reduce(0) { max($0, abs($1)) }
    for i in 0..<n { #expect(abs(a[i] - b[i]) <= 1e-13 * size) }
    let (h, k) = (try #require(dot.hessian(at: x)), try #require(loop.hessian(at: x)))
    let scale = k.reduce(0) { max($0, abs($1)) }
    for i in 0..<(n * n) { #expect(abs(h[i] - k[i]) <= 1e-12 * scale) }
  }

  @Test("gives value and gradient in one call the value alone", arguments: [9, 30])
  func together(n: Int) throws {
    let problem = try problem(n, usesDot: true)
    let x = problem.start(seed: 2)
    var gradient = x
    let wide = try Double.makeObjective(problem)
    #expect(wide.valueAndGradient(x, &gradient) == wide.value(x))
    let (single, y) = (try Float.makeObjective(problem), x.map { Float($0) })
    var narrow = y
    #expect(single.valueAndGradient(y, &narrow) == single.value(y))
  }

  @Test("is one operation") func operation() throws {
    // 60 rows, their squares, and one loop over results, which are not variables.
    let mode = try problem(33, usesDot: true).gradientMode
    let loops = try problem(33, usesDot: false).gradientMode
    guard case .reverse(let few) = mode, case .reverse(let many) = loops else {
      Issue.record("\(mode as Any), \(loops as Any)")
      return
    }
    #expect(few < 60 * 4 && many > 60 * 33)
  }
}
