import BowlProblems
import DescentAlgebra

/// Five random equations in twelve unknowns.
package struct UnderDetermined {
  package let a: Matrix
  package let b: [Double]
  package let start: [Double]

  package init() {
    var random = PortableRandom(21)
    a = Matrix(5, 12, random.normals(60))
    b = random.normals(5)
    start = random.normals(12)
  }

  package var problem: DenseQuadratic { .leastSquares(a, b) }
}
