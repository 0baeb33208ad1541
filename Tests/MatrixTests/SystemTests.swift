import Descent
import DescentMatrix
import Testing

@Suite("Systems of equations") struct SystemTests {
  /// Of the first orders, with a known solution: entries 1/(i + j + 1) and the order on the diagonal.
  private func check<T: KernelScalar>(_ n: Int, positive: Bool, _: T.Type) {
    let work = WorkMemory<T>()
    let (a, b) = (work.matrix(n, n), work.take(n))
    func entry(_ i: Int, _ j: Int) -> Double {
      let skew = positive ? 1 : i > j ? -1.0 : 2
      return skew / Double(i + j + 1) + (i == j ? Double(n) * (positive ? 1 : -1) : 0)
    }
    for i in 0..<n {
      // The upper triangle of a symmetric matrix is not read.
      for j in 0..<n { a[i, j] = positive && j > i ? .nan : T(entry(i, j)) }
      b[i] = T((0..<n).reduce(0) { $0 + entry(i, $1) * Double($1 + 1) })
    }
    #expect(positive ? a.solvePositive(b) : a.solve(b, work: work))
    let worst = (0..<n).reduce(0) { max($0, abs(Double(b[$1]) - Double($1 + 1))) }
    #expect(worst <= 20 * Double(n) * Double(T.ulpOfOne), "order \(n)")
  }

  @Test("are solved, by rows and by the lower triangle", arguments: 0...9)
  func solves(n: Int) {
    for positive in [false, true] {
      check(n, positive: positive, Double.self)
      check(n, positive: positive, Float.self)
    }
  }

  @Test("are refused where they have no solution") func refused() {
    let work = WorkMemory<Double>()
    func matrix(_ numbers: [Double]) -> MutableMatrixView<Double> {
      let a = work.matrix(2, 2)
      for i in 0..<4 { a[i / 2, i % 2] = numbers[i] }
      return a
    }
    func right() -> UnsafeMutableBufferPointer<Double> {
      let b = work.take(2)
      (b[0], b[1]) = (1, 1)
      return b
    }
    #expect(!matrix([1, 2, 2, 4]).solve(right(), work: work))
    #expect(matrix([0, 1, 1, 0]).solve(right(), work: work), "needs a pivot")
    #expect(!matrix([1, 0, 2, 1]).solvePositive(right()), "indefinite")
    #expect(!matrix([.nan, 0, 0, 1]).solvePositive(right()))
    #expect(!matrix([.infinity, 0, 0, 1]).solve(right(), work: work))
  }
}
