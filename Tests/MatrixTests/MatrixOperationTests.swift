import Descent
import DescentMatrix
import Testing

/// Each operation against its definition, in both precisions, with transposed views and with rows that
/// lie apart in memory.
@Suite("A matrix operation") struct MatrixOperationTests {
  /// A matrix of numbers between −2 and 2, whose rows are three entries further apart than they are long;
  /// optionally a transposed view.
  struct Sample<T: KernelScalar> {
    let matrix: MutableMatrixView<T>

    init(_ rows: Int, _ columns: Int, seed: UInt64, transposed: Bool = false) {
      let (outer, inner) = transposed ? (columns, rows) : (rows, columns)
      // The memory is never freed, because a view does not keep it alive.
      let buffer = UnsafeMutableBufferPointer<T>.allocate(capacity: outer * (inner + 3))
      buffer.initialize(repeating: .nan)
      matrix = MutableMatrixView(
        buffer.baseAddress!, rows: rows, columns: columns, stride: inner + 3,
        isTransposed: transposed)
      let random = CounterRandom(seed: seed)
      for i in 0..<rows {
        for j in 0..<columns {
          matrix[i, j] = T(4 * random.uniform(UInt64(i * columns + j)) - 2)
        }
      }
    }
  }

  /// Work memory that is never freed, because views do not keep it alive.
  static func work<T: KernelScalar>(_: T.Type) -> WorkMemory<T> {
    Unmanaged.passRetained(WorkMemory<T>()).takeUnretainedValue()
  }

  /// The largest difference of two matrices.
  static func difference<T: KernelScalar>(
    _ a: MutableMatrixView<T>, _ b: (Int, Int) -> Double
  ) -> Double {
    var worst = 0.0
    for i in 0..<a.rows {
      for j in 0..<a.columns {
        let difference = abs(Double(a[i, j]) - b(i, j))
        worst = difference.isNaN ? .infinity : max(worst, difference)
      }
    }
    return worst
  }

  /// Entry (i, j) of a product, in double precision.
  static func product<T: KernelScalar>(
    _ a: MutableMatrixView<T>, _ b: MutableMatrixView<T>, _ i: Int, _ j: Int
  ) -> Double { (0..<a.columns).reduce(0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) } }

  private func products<T: KernelScalar>(_ flags: Int, _: T.Type) {
    let a = Sample<T>(4, 7, seed: 1, transposed: flags & 1 != 0)
    let b = Sample<T>(7, 5, seed: 2, transposed: flags & 2 != 0)
    let c = Sample<T>(4, 5, seed: 3, transposed: flags & 4 != 0)
    let before = Sample<T>(4, 5, seed: 3)
    c.matrix.setProduct(a.matrix, b.matrix, alpha: 0.5, beta: 2)
    // Seven products of up to 4, a rounding each.
    let tolerance = 100 * Double(T.ulpOfOne)
    let expected = { (i: Int, j: Int) in
      0.5 * Self.product(a.matrix, b.matrix, i, j) + 2 * Double(before.matrix[i, j])
    }
    #expect(Self.difference(c.matrix, expected) <= tolerance)
    #expect(Self.difference(c.matrix) { expected($0, $1) + 0.01 } > tolerance)
  }

  @Test("A product is the sum over rows by columns", arguments: 0..<8)
  func product(_ flags: Int) {
    products(flags, Float.self)
    products(flags, Double.self)
  }

  @Test("With β = 0 the old contents are not read") func overwrites() {
    let (a, b) = (Sample<Double>(2, 3, seed: 1), Sample<Double>(3, 2, seed: 2))
    let c = Sample<Double>(2, 2, seed: 3)
    for i in 0..<2 { for j in 0..<2 { c.matrix[i, j] = .nan } }
    c.matrix.setProduct(a.matrix, b.matrix)
    #expect(Self.difference(c.matrix) { Self.product(a.matrix, b.matrix, $0, $1) } <= 1e-14)
  }

  @Test("A gram matrix is a aᵀ, symmetric to the bit", arguments: [false, true])
  func gram(_ transposed: Bool) {
    let a = Sample<Double>(5, 3, seed: 4, transposed: transposed)
    let c = Sample<Double>(5, 5, seed: 5, transposed: transposed)
    c.matrix.setGram(a.matrix.view)
    let old = { (i: Int, j: Int) in Self.product(a.matrix, a.matrix.transposed, i, j) }
    #expect(Self.difference(c.matrix, old) <= 1e-14)
    #expect(Self.difference(c.matrix) { c.matrix[$1, $0] } == 0)
    c.matrix.setGram(a.matrix.view, alpha: 2, beta: 3)
    #expect(Self.difference(c.matrix) { 5 * old($0, $1) } <= 1e-13)
  }

  private func eigen<T: KernelScalar>(_ transposed: Bool, _: T.Type) {
    let n = 6
    let (a, s) = (Sample<T>(n, 4, seed: 6), Sample<T>(n, n, seed: 7))
    s.matrix.setGram(a.matrix.view)
    let work = Self.work(T.self)
    let values = work.take(n)
    let vectors = Sample<T>(n, n, seed: 8, transposed: transposed).matrix
    #expect(s.matrix.view.symmetricEigen(values: values, vectors: vectors, work: work))
    let tolerance = 200 * Double(T.ulpOfOne)
    // S v = λ v, column by column.
    let difference = Self.difference(vectors) { i, k in
      let image = (0..<n).reduce(0) { $0 + Double(s.matrix[i, $1]) * Double(vectors[$1, k]) }
      return Double(vectors[i, k]) + image - Double(values[k]) * Double(vectors[i, k])
    }
    #expect(difference <= tolerance)
    #expect((1..<n).allSatisfy { values[$0 - 1] <= values[$0] })
    // A matrix of rank four.
    #expect(abs(Double(values[1])) <= tolerance && Double(values[2]) > 100 * tolerance)
  }

  @Test("Eigenvectors are in columns, their values ascend", arguments: [false, true])
  func eigen(_ transposed: Bool) {
    eigen(transposed, Float.self)
    eigen(transposed, Double.self)
  }

  @Test("A matrix with a NaN has no eigenvalues, and its powers are NaN") func poisoned() {
    let s = Sample<Double>(3, 3, seed: 1)
    s.matrix.setGram(Sample<Double>(3, 3, seed: 2).matrix.view)
    s.matrix[1, 1] = .nan
    let (power, work) = (Sample<Double>(3, 3, seed: 3).matrix, Self.work(Double.self))
    s.matrix.view.symmetricPower(-0.5, into: power, work: work)
    #expect((0..<3).allSatisfy { i in (0..<3).contains { power[i, $0].isNaN } })
  }

  @Test("The inverse fourth root, four times, is the inverse") func power() {
    let n = 5
    let (a, s) = (Sample<Double>(n, n + 2, seed: 9), Sample<Double>(n, n, seed: 10))
    s.matrix.setGram(a.matrix.view)
    let work = Self.work(Double.self)
    let root = Sample<Double>(n, n, seed: 11).matrix
    s.matrix.view.symmetricPower(-0.25, into: root, work: work)
    let (square, fourth, one) = (work.matrix(n, n), work.matrix(n, n), work.matrix(n, n))
    square.setProduct(root, root)
    fourth.setProduct(square, square)
    one.setProduct(fourth, s.matrix)
    // The condition of S is some thousands.
    #expect(Self.difference(one) { $0 == $1 ? 1 : 0 } <= 1e-11)
  }

  @Test("A floor raises small eigenvalues, a cutoff drops them") func floors() {
    let (s, work) = (Sample<Double>(2, 2, seed: 1).matrix, Self.work(Double.self))
    for (i, j, value) in [(0, 0, 1e-20), (0, 1, 0), (1, 0, 0), (1, 1, 4)] { s[i, j] = value }
    let power = work.matrix(2, 2)
    s.view.symmetricPower(-0.5, floor: 0.25, into: power, work: work)
    #expect(Self.difference(power) { $0 != $1 ? 0 : $0 == 0 ? 2 : 0.5 } <= 1e-15)
    s.view.symmetricPower(-0.5, cutoff: 1e-15, into: power, work: work)
    #expect(Self.difference(power) { $0 != $1 ? 0 : $0 == 0 ? 0 : 0.5 } <= 1e-15)
  }

  @Test("QR: orthonormal columns times a triangle", arguments: [false, true])
  func orthonormal(_ transposed: Bool) {
    let a = Sample<Double>(7, 4, seed: 12, transposed: transposed).matrix
    let before = Sample<Double>(7, 4, seed: 12).matrix
    let (work, r) = (Self.work(Double.self), Sample<Double>(4, 4, seed: 13).matrix)
    a.orthonormaliseColumns(triangle: r, work: work)
    #expect(Self.difference(before) { Self.product(a, r, $0, $1) } <= 1e-14)
    let gram = work.matrix(4, 4)
    gram.setGram(a.transposed.view)
    #expect(Self.difference(gram) { $0 == $1 ? 1 : 0 } <= 1e-14)
    #expect((0..<4).allSatisfy { i in (0..<i).allSatisfy { r[i, $0] == 0 } })
  }
}
