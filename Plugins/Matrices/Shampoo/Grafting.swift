import Descent

/// The rule whose move gives Shampoo's move its norm.
public enum Grafting: String, CaseIterable, WordHyperparameter {
  case none, sgd, adagrad, adam

  var hasState: Bool { self == .adagrad || self == .adam }
}

extension Shampoo {
  /// The mean of gradients that this step uses; without β₁ the gradient itself.
  func filtered<T: KernelScalar>(
    _ g: UnsafeMutableBufferPointer<T>, _ s: TensorStep<T>, step t: Double
  ) -> UnsafeMutableBufferPointer<T> {
    guard beta1 != 0 else { return g }
    let (f, m, now) = (s.work.take(s.count), s["mean_gradient"], beta3 < 0 ? beta1 : beta3)
    let correction = T(biasCorrection ? 1 - now * Double.pow(beta1, t - 1) : 1)
    for i in 0..<s.count {
      f[i] = (T(now) * m[i] + T(1 - now) * g[i]) / correction
      m[i] = T(beta1) * m[i] + T(1 - beta1) * g[i]
    }
    return f
  }

  /// The grafted rule's move, divided by the rate.
  func grafted<T: KernelScalar>(
    _ f: UnsafeMutableBufferPointer<T>, _ g: UnsafeMutableBufferPointer<T>, _ s: TensorStep<T>,
    step t: Double
  ) -> UnsafeMutableBufferPointer<T> {
    guard grafting.hasState else { return f }
    let (move, v) = (s.work.take(s.count), s["mean_square"])
    let isSum = grafting == .adagrad
    let (decay, share) = isSum ? (1, 1) : (T(graftBeta2), T(1 - graftBeta2))
    let correction = T(isSum ? 1 : 1 / sqrt(1 - Double.pow(graftBeta2, t)))
    for i in 0..<s.count {
      v[i] = decay * v[i] + share * g[i] * g[i]
      move[i] = quotient(f[i], sqrt(v[i]) * correction + T(graftEps))
    }
    return move
  }
}
