import Descent
import DescentMatrix

/// Shampoo's factors for one tensor, and bases that stay close to the factors' eigenvectors.
struct EigenBasis<T: KernelScalar> {
  private let s: TensorStep<T>
  private let decay: Double

  init(_ s: TensorStep<T>, decay: Double) { (self.s, self.decay) = (s, decay) }

  /// The axes that have a factor.
  private var axes: some Sequence<Int> {
    (0..<max(1, s.tensor.shape.count)).lazy.filter { !s.slot(2 * $0).isEmpty }
  }

  private func matrix(_ slot: Int) -> MutableMatrixView<T> {
    let buffer = s.slot(slot)
    let n = Int(Double(buffer.count).squareRoot())
    return MutableMatrixView(buffer, rows: n, columns: n)
  }

  private func copy(_ numbers: UnsafeBufferPointer<T>) -> UnsafeMutableBufferPointer<T> {
    let copy = s.work.take(s.count)
    for i in 0..<s.count { copy[i] = numbers[i] }
    return copy
  }

  /// Sets the factors from the first gradient and the bases to their eigenvectors, those of large
  /// eigenvalues first.
  func start() {
    accumulate()
    for axis in axes {
      let (factor, basis) = (matrix(2 * axis), matrix(2 * axis + 1))
      let n = factor.rows
      let (values, vectors, scaled) = (
        s.work.take(n), s.work.matrix(n, n).transposed, s.work.matrix(n, n)
      )
      // Divides by a power of 4, so that gradients in other units give the same vectors, bit
      // for bit.
      let trace = (0..<n).reduce(0.0) { $0 + Double(factor[$1, $1]) }
      let unit = trace.isNormal ? Double.exp2(-2 * Double(Int(trace.exponent) >> 1)) : 1
      for i in 0..<n { for j in 0..<n { scaled[i, j] = T(Double(factor[i, j]) * unit) } }
      if !scaled.view.symmetricEigen(values: values, vectors: vectors, work: s.work) {
        vectors.scale(by: .nan)
      }
      for i in 0..<n { for j in 0..<n { basis[i, j] = vectors[i, n - 1 - j] } }
    }
  }

  /// Adds the gradient to the factors.
  func accumulate() {
    let g = copy(s.gradient)
    for axis in axes {
      s.unfolding(g, along: axis).addGram(
        to: matrix(2 * axis), alpha: T(1 - decay), beta: T(decay))
    }
  }

  /// Transforms a tensor into the bases.
  func projected(_ numbers: UnsafeBufferPointer<T>) -> UnsafeMutableBufferPointer<T> {
    product(numbers) { matrix(2 * $0 + 1).view.transposed }
  }

  /// Transforms a tensor from the bases back to the parameters' coordinates.
  func turnedBack(_ numbers: UnsafeMutableBufferPointer<T>) -> UnsafeMutableBufferPointer<T> {
    product(UnsafeBufferPointer(numbers)) { matrix(2 * $0 + 1).view }
  }

  private func product(
    _ numbers: UnsafeBufferPointer<T>, _ matrix: (Int) -> MatrixView<T>
  ) -> UnsafeMutableBufferPointer<T> {
    var (now, next) = (copy(numbers), s.work.take(s.count))
    for axis in axes {
      s.unfolding(next, along: axis).setProduct(matrix(axis), s.unfolding(now, along: axis))
      swap(&now, &next)
    }
    return now
  }

  /// Makes one step of orthogonal iteration for each basis. The first moment is transformed to the
  /// new bases. The second moment is only reordered.
  func turn(_ m: UnsafeMutableBufferPointer<T>, _ v: UnsafeMutableBufferPointer<T>) {
    let mean = turnedBack(m)
    for axis in axes {
      let (factor, basis) = (matrix(2 * axis), matrix(2 * axis + 1))
      let n = factor.rows
      let (next, values, order) = (s.work.matrix(n, n), s.work.take(n), s.work.take(n))
      next.setProduct(factor, basis)
      for j in 0..<n {
        values[j] = (0..<n).reduce(T.zero) { $0 + basis[$1, j] * next[$1, j] }
        // This insertion sort is stable, and fast because the columns are nearly sorted.
        var place = j
        while place > 0, values[Int(order[place - 1])] < values[j] {
          order[place] = order[place - 1]
          place -= 1
        }
        order[place] = T(j)
      }
      for i in 0..<n { for j in 0..<n { basis[i, j] = next[i, Int(order[j])] } }
      basis.orthonormaliseColumns(work: s.work)
      reorder(v, along: axis, order)
    }
    let turned = projected(UnsafeBufferPointer(mean))
    for i in 0..<s.count { m[i] = turned[i] }
  }

  private func reorder(
    _ v: UnsafeMutableBufferPointer<T>, along axis: Int, _ order: UnsafeMutableBufferPointer<T>
  ) {
    let (old, new) = (
      s.unfolding(copy(UnsafeBufferPointer(v)), along: axis), s.unfolding(v, along: axis)
    )
    for part in 0..<new.count {
      let (from, to) = (old[part], new[part])
      for i in 0..<to.rows { for j in 0..<to.columns { to[i, j] = from[Int(order[i]), j] } }
    }
  }
}
