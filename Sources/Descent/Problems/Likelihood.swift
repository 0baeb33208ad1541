/// The likelihood of an objective whose loss is, up to penalties, the mean over examples of the negative
/// logarithm of a label's probability under the model.
///
/// A rule uses it to estimate curvature: with labels ŷ that the model draws, and the gradient ĝ of the mean
/// loss over B examples at these labels, the mean of `B ĝ ĝᵀ` is the Gauss–Newton matrix of the loss, which
/// for such losses is the Fisher information (Bartlett's second identity).
/// - Source: Martens, "New insights and perspectives on the natural gradient method", JMLR 21, 2020.
public struct Likelihood<T: KernelScalar> {
  /// Draws a label for each example at these indices, from 0 (all training examples if nil), and writes
  /// the gradient of the mean loss at a point with these labels. Returns B, the number of examples.
  ///
  /// Penalties are left out, because they do not depend on labels. Two points may get different labels from
  /// the same draws.
  public let gradient:
    (UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>?, LabelDraws) -> Int

  /// Creates a likelihood from its gradient at drawn labels.
  public init(
    _ gradient:
      @escaping (
        UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>?, LabelDraws
      ) -> Int
  ) { self.gradient = gradient }

  /// The same likelihood, with every gradient changed in place.
  func mapped(_ change: @escaping (UnsafeMutablePointer<T>) -> Void) -> Likelihood {
    let gradient = gradient
    return Likelihood { x, g, indices, labels in
      let count = gradient(x, g, indices, labels)
      change(g)
      return count
    }
  }

  /// The same likelihood, always over all examples.
  var overAll: Likelihood {
    let gradient = gradient
    return Likelihood { x, g, _, labels in gradient(x, g, nil, labels) }
  }
}

/// A problem whose loss has a ``Likelihood``.
public protocol LikelihoodProblem: Problem {
  /// The likelihood compiled for each scalar type, which the problem's objectives carry.
  func _likelihood32() throws -> Likelihood<Float>?
  func _likelihood64() throws -> Likelihood<Double>?
}
