import Descent

/// Estimates of the diagonal of the Hessian for second-order rules.
public enum HessianDiagonal {
  /// Writes z ⊙ H z, whose mean over random signs or normal numbers z is the diagonal (Hutchinson).
  ///
  /// If the Hessian is diagonal, random signs give it exactly.
  /// - Parameters:
  ///   - scratch: the index of the first of two work vectors; the result is in the second.
  ///   - step: the step of a tensor; nil for a tensor that is skipped.
  @inlinable
  public static func hutchinson<T: KernelScalar>(
    _ s: OracleStep<T>, scratch: Int, isNormal: Bool = false, step: (_ tensor: Int) -> Int?
  ) -> UnsafeMutableBufferPointer<T> {
    let (z, answer) = (s.scratch(scratch), s.scratch(scratch + 1))
    for (tensor, part) in s.layout.tensors.enumerated() {
      let random = step(tensor).map { s.random("hutchinson", tensor: tensor, step: $0) }
      for (k, i) in part.range.enumerated() {
        guard let random else {
          z[i] = 0
          continue
        }
        let sign: T = random.bits(UInt64(k)) >> 63 == 0 ? 1 : -1
        z[i] = isNormal ? T(random.normal(UInt64(k))) : sign
      }
    }
    s.oracle.hessianProduct(
      at: s.x.baseAddress!, times: z.baseAddress!, into: answer.baseAddress!)
    for i in z.indices { answer[i] *= z[i] }
    return answer
  }

  /// Writes B ĝ ⊙ ĝ, where ĝ is the gradient of the mean loss over B examples with labels that the model
  /// draws: its mean is the diagonal of the Gauss–Newton matrix.
  ///
  /// - Follows: Liu et al., arXiv:2305.14342, Algorithm 2 (Gauss–Newton–Bartlett).
  /// - Parameters:
  ///   - scratch: the index of the work vector for the result.
  ///   - step: a number that no earlier estimate of the run had.
  @inlinable
  public static func gaussNewtonBartlett<T: KernelScalar>(
    _ s: OracleStep<T>, scratch: Int, step: Int
  ) -> UnsafeMutableBufferPointer<T> {
    let answer = s.scratch(scratch)
    // Labels belong to no tensor: all have the same.
    let random = CounterRandom(seed: s.info.seed).stream(
      .rule, name: "labels", tensor: "", step: step)
    let count = s.oracle.gradient(
      at: s.x.baseAddress!, drawing: LabelDraws(random), into: answer.baseAddress!)
    for i in answer.indices { answer[i] *= T(count) * answer[i] }
    return answer
  }

  /// Writes the exact diagonal, with one product per coordinate.
  @inlinable
  public static func exact<T: KernelScalar>(
    _ s: OracleStep<T>, scratch: Int
  ) -> UnsafeMutableBufferPointer<T> {
    let (unit, answer, product) = (
      s.scratch(scratch), s.scratch(scratch + 1), s.scratch(scratch + 2)
    )
    for i in unit.indices { unit[i] = 0 }
    for i in unit.indices {
      unit[i] = 1
      s.oracle.hessianProduct(
        at: s.x.baseAddress!, times: unit.baseAddress!, into: product.baseAddress!)
      unit[i] = 0
      answer[i] = product[i]
    }
    return answer
  }
}
