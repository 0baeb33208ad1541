import Descent

extension AdEMAMix {
  var hasWarmup: Bool { alphaWarmup > 0 || beta3Warmup > 0 }

  /// αₜ.
  public func weight(at step: Double) -> Double {
    step < Double(alphaWarmup) ? alpha * step / Double(alphaWarmup) : alpha
  }

  /// β₃ₜ. The mean's half-life grows linearly with the step. The logarithm contains the authors'
  /// 1e-8.
  public func slowDecay(at step: Double) -> Double {
    guard step < Double(beta3Warmup) else { return beta3 }
    let (first, share) = (Self.halfLife(beta1), step / Double(beta3Warmup))
    return .pow(0.5, 1 / (1 + first + share * (Self.halfLife(beta3) - first)))
  }

  /// The age at which a gradient has half its weight, minus one.
  private static func halfLife(_ beta: Double) -> Double { .log(0.5) / .log(beta + 1e-8) - 1 }
}
