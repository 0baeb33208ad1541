import Descent
import DescentMatrix
import Testing

@Suite("Orthogonalisation") struct OrthogonalisationTests {
  typealias Sample = MatrixOperationTests.Sample

  /// The squares of the singular values, ascending.
  private func squares(_ a: MutableMatrixView<Double>) -> [Double] {
    let work = MatrixOperationTests.work(Double.self)
    let (n, values) = (a.rows, work.take(a.rows))
    let (gram, vectors) = (work.matrix(n, n), work.matrix(n, n))
    gram.setGram(a.view)
    gram.view.symmetricEigen(values: values, vectors: vectors, work: work)
    return Array(values)
  }

  @Test("Newton and Schulz bring singular values into 0.68 to 1.14", arguments: [false, true])
  func range(_ tall: Bool) {
    let a = Sample<Double>(tall ? 9 : 4, tall ? 4 : 9, seed: 1).matrix
    NewtonSchulz().orthogonalise(a, work: WorkMemory())
    let values = squares(tall ? a.transposed : a).map { $0.squareRoot() }
    #expect(values.allSatisfy { (0.68...1.14).contains($0) })
  }

  @Test("With the coefficients 2, −1.5, 0.5 it converges to the polar factor") func polar() {
    let (a, b) = (Sample<Double>(3, 5, seed: 2).matrix, Sample<Double>(3, 5, seed: 2).matrix)
    NewtonSchulz(a: 2, b: -1.5, c: 0.5, steps: 40).orthogonalise(a, work: WorkMemory())
    b.setPolarFactor(work: WorkMemory())
    #expect(MatrixOperationTests.difference(a) { b[$0, $1] } <= 1e-12)
    #expect(squares(b).allSatisfy { abs($0 - 1) <= 1e-12 })
  }

  @Test("A matrix and its transpose give the same result", arguments: [false, true])
  func transposed(_ isPolar: Bool) {
    let (a, b) = (
      Sample<Double>(3, 6, seed: 3).matrix, Sample<Double>(3, 6, seed: 3, transposed: true).matrix
    )
    for matrix in [a, b.transposed] {
      if isPolar {
        matrix.setPolarFactor(work: WorkMemory())
      } else {
        NewtonSchulz().orthogonalise(matrix, work: WorkMemory())
      }
    }
    #expect(MatrixOperationTests.difference(a) { b[$0, $1] } <= 1e-13)
  }

  @Test("Scale does not matter", arguments: [1e-300, 1e-5, 1e300])
  func scale(_ factor: Double) {
    let (a, b) = (Sample<Double>(3, 4, seed: 4).matrix, Sample<Double>(3, 4, seed: 4).matrix)
    b.scale(by: factor)
    NewtonSchulz().orthogonalise(a, work: WorkMemory())
    NewtonSchulz().orthogonalise(b, work: WorkMemory())
    #expect(MatrixOperationTests.difference(a) { b[$0, $1] } <= 1e-12)
  }

  @Test("Zeros stay zeros, a singular direction stays lost") func singular() {
    let a = Sample<Double>(3, 4, seed: 5).matrix
    a.scale(by: 0)
    NewtonSchulz().orthogonalise(a, work: WorkMemory())
    a.setPolarFactor(work: WorkMemory())
    #expect(MatrixOperationTests.difference(a) { _, _ in 0 } == 0)
    let b = Sample<Double>(3, 4, seed: 6).matrix
    for j in 0..<4 { b[2, j] = b[0, j] - 2 * b[1, j] }
    b.setPolarFactor(work: WorkMemory())
    let values = squares(b)
    #expect(abs(values[0]) <= 1e-12 && abs(values[1] - 1) <= 1e-9 && abs(values[2] - 1) <= 1e-9)
  }

  @Test("The norm of a matrix with gaps between rows ignores the gaps") func norm() {
    let a = Sample<Double>(3, 4, seed: 7).matrix
    let sum = (0..<3).reduce(0) { sum, i in
      sum + (0..<4).reduce(0) { $0 + a[i, $1] * a[i, $1] }
    }
    #expect(abs(a.view.norm - sum.squareRoot()) <= 1e-14)
    #expect(a.transposed.view.norm == a.view.norm)
  }
}
