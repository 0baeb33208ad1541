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

  /// Divides a matrix by a norm and replaces it by the result of the iteration. A matrix with more
  /// rows than columns is iterated on as its transpose, which gives the same result at a lower cost.
  /// - Parameters:
  ///   - norm: an upper bound of the largest singular value; by default, the Frobenius norm. A
  ///     matrix of norm 0 does not change.
  ///   - work: memory for three intermediate results, the largest as large as the matrix.
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
