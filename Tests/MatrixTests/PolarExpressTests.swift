import Descent
import DescentMatrix
import Testing

@Suite("The Polar Express iteration") struct PolarExpressTests {
  typealias Sample = MatrixOperationTests.Sample

  /// The image of a singular value, from a matrix of one entry beside a norm.
  private func image(_ value: Double, steps: Int = 5) -> Double {
    let a = Sample<Double>(1, 1, seed: 1).matrix
    a[0, 0] = value
    PolarExpress.orthogonalise(a, norm: 1, epsilon: 0, steps: steps, work: WorkMemory())
    return a[0, 0]
  }

  @Test("Singular values from 0.001 to 1 come into 0.84 to 1.15 in five steps") func range() {
    for k in 0...200 {
      let value = 0.001 * Double.pow(1000, Double(k) / 200)
      #expect((0.84...1.15).contains(image(value)), "\(value)")
    }
  }

  @Test("Its coefficients act one after another, and the last again") func order() {
    var x = 0.3 / 1.02
    for step in 0..<7 {
      let (a, b, c) = PolarExpress.coefficients[min(step, 4)]
      x = a * x + b * x * x * x + c * x * x * x * x * x
      #expect(abs(image(0.3, steps: step + 1) - x) <= 1e-14)
    }
  }

  @Test("A tall matrix is its transpose's, and zeros stay") func transposed() {
    let a = Sample<Double>(3, 6, seed: 3).matrix
    let b = Sample<Double>(3, 6, seed: 3, transposed: true).matrix
    PolarExpress.orthogonalise(a, norm: a.view.norm, epsilon: 1e-6, work: WorkMemory())
    PolarExpress.orthogonalise(
      b.transposed, norm: b.view.norm, epsilon: 1e-6, work: WorkMemory())
    #expect(MatrixOperationTests.difference(a) { b[$0, $1] } <= 1e-13)
    a.scale(by: 0)
    PolarExpress.orthogonalise(a, norm: 0, epsilon: 1e-6, work: WorkMemory())
    #expect(MatrixOperationTests.difference(a) { _, _ in 0 } == 0)
  }
}
