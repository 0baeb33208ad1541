import Descent
import DescentMatrix
import Testing

@Suite("A function of a symmetric matrix") struct SymmetricFunctionTests {
  typealias Sample = MatrixOperationTests.Sample

  private func check<T: KernelScalar>(_ tolerance: Double, _: T.Type) {
    let (x, work) = (Sample<T>(4, 6, seed: 1).matrix, MatrixOperationTests.work(T.self))
    let (gram, cube) = (Sample<T>(4, 4, seed: 2).matrix, Sample<T>(4, 4, seed: 3).matrix)
    gram.setGram(x.view)
    gram.view.symmetricFunction(into: cube, work: work) { max(0, $0 * $0 * $0) }
    let square = Sample<T>(4, 4, seed: 4).matrix
    square.setProduct(gram, gram)
    #expect(
      MatrixOperationTests.difference(cube) { MatrixOperationTests.product(square, gram, $0, $1) }
        <= tolerance)
    for i in 0..<4 { for j in 0..<4 { #expect(cube[i, j] == cube[j, i]) } }
  }

  @Test("A cube is the product of three") func cube() {
    check(1e-10, Double.self)
    check(0.1, Float.self)
  }

  @Test("A matrix with a NaN gives NaN") func invalid() {
    let a = Sample<Double>(3, 3, seed: 5).matrix
    a[1, 1] = .nan
    let b = Sample<Double>(3, 3, seed: 6).matrix
    a.view.symmetricFunction(into: b, work: MatrixOperationTests.work(Double.self)) { _ in 1 }
    for i in 0..<3 { #expect(b[i, i].isNaN) }
  }
}
