import Descent
import DescentLaws
import Testing

@Suite("The eigenvalues") struct EigenvalueTests {
  @Test("The eigenvalues of the laws' own solver are right") func jacobi() {
    let root = Double(2).squareRoot()
    let found = jacobiEigenvalues([2, -1, 0, -1, 2, -1, 0, -1, 2], 3)
    #expect(euclideanDistance(found, [2 - root, 2, 2 + root], 3) < 1e-14)
    #expect(jacobiEigenvalues([5], 1) == [5])
  }
}
