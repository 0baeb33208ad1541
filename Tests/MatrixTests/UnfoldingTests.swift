import Descent
import DescentMatrix
import Testing

@Suite("The unfolding of a tensor") struct UnfoldingTests {
  typealias Sample = MatrixOperationTests.Sample

  /// A tensor of 2 × 3 × 4 whose entry (i, j, k) is its index.
  private func tensor() -> UnsafeMutableBufferPointer<Double> {
    let numbers = UnsafeMutableBufferPointer<Double>.allocate(capacity: 24)
    for i in 0..<24 { numbers[i] = Double(i) }
    return numbers
  }

  /// The numbers with an index along an axis, in the order of memory.
  private func slice(_ axis: Int, _ place: Int) -> [Double] {
    (0..<24).filter { [$0 / 12, $0 / 4 % 3, $0 % 4][axis] == place }.map(Double.init)
  }

  @Test("Rows are the places along an axis", arguments: 0..<3) func rows(_ axis: Int) {
    let numbers = tensor()
    defer { numbers.deallocate() }
    let unfolding = Unfolding(numbers, before: [1, 2, 6][axis], extent: [2, 3, 4][axis])
    for row in 0..<unfolding.extent {
      let entries = (0..<unfolding.count).flatMap { part in
        (0..<unfolding[part].columns).map { unfolding[part][row, $0] }
      }
      #expect(entries == slice(axis, row))
    }
  }

  @Test("A gram matrix has the products of slices", arguments: 0..<3) func gram(_ axis: Int) {
    let numbers = tensor()
    defer { numbers.deallocate() }
    let unfolding = Unfolding(numbers, before: [1, 2, 6][axis], extent: [2, 3, 4][axis])
    let gram = Sample<Double>(unfolding.extent, unfolding.extent, seed: 1).matrix
    for i in 0..<gram.rows { for j in 0..<gram.rows { gram[i, j] = 1 } }
    unfolding.addGram(to: gram, alpha: 2, beta: 3)
    #expect(
      MatrixOperationTests.difference(gram) { i, j in
        3 + 2 * zip(slice(axis, i), slice(axis, j)).reduce(0) { $0 + $1.0 * $1.1 }
      } == 0)
  }

  @Test("A product along an axis mixes its slices", arguments: 0..<3) func product(_ axis: Int) {
    let (numbers, results) = (tensor(), tensor())
    defer {
      numbers.deallocate()
      results.deallocate()
    }
    func unfolding(_ x: UnsafeMutableBufferPointer<Double>) -> Unfolding<Double> {
      Unfolding(x, before: [1, 2, 6][axis], extent: [2, 3, 4][axis])
    }
    let n = [2, 3, 4][axis]
    let matrix = Sample<Double>(n, n, seed: 2).matrix
    unfolding(results).setProduct(matrix.view, unfolding(numbers))
    for row in 0..<n {
      let expected = (0..<24 / n).map { place in
        (0..<n).reduce(0) { $0 + matrix[row, $1] * slice(axis, $1)[place] }
      }
      let found = (0..<24).filter { [$0 / 12, $0 / 4 % 3, $0 % 4][axis] == row }.map { results[$0] }
      #expect(zip(expected, found).allSatisfy { abs($0 - $1) <= 1e-13 })
    }
  }
}
