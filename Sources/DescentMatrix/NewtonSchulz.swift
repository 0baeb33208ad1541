import Descent

/// The quintic iteration X ← aX + (bA + cA²)X with A = XXᵀ, which brings singular values near 1.
public struct NewtonSchulz: Sendable, Hashable {
  public var a, b, c: Double
  public var steps: Int

  /// - Source: the coefficients are those of Jordan et al., "Muon: an optimizer for hidden layers in
  ///   neural networks", 2024; they bring singular values between 0.05 and 1 into 0.68 to 1.14.
  public init(a: Double = 3.4445, b: Double = -4.7750, c: Double = 2.0315, steps: Int = 5) {
    self.a = a
    self.b = b
    self.c = c
    self.steps = steps
  }

  /// Replaces a matrix by what the iteration makes of it after it was divided by a norm. A matrix of
  /// more rows than columns is iterated on as its transpose, which comes to the same and costs less.
  /// - Parameters:
  ///   - norm: no less than the largest singular value; the Frobenius norm unless given. A matrix of
  ///     norm 0 stays as it is.
  ///   - work: takes three intermediate results, the largest as large as the matrix.
  public func orthogonalise<T: KernelScalar>(
    _ matrix: MutableMatrixView<T>, norm: Double? = nil, work: WorkMemory<T>
  ) {
    let x = matrix.rows > matrix.columns ? matrix.transposed : matrix
    let (n, norm) = (x.rows, norm ?? matrix.view.norm)
    guard norm != 0, n > 0 else { return }
    x.divide(by: norm)
    work.scoped {
      let (gram, mix, next) = (work.matrix(n, n), work.matrix(n, n), work.matrix(n, x.columns))
      for _ in 0..<steps {
        gram.setGram(x.view)
        mix.copy(gram.view)
        mix.setProduct(gram, gram, alpha: T(c), beta: T(b))
        next.copy(x.view)
        next.setProduct(mix.view, x.view, beta: T(a))
        x.copy(next.view)
      }
    }
  }
}
