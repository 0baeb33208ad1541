import Descent

/// Five quintic iterations with separate coefficients, each optimal for the range of singular values that the
/// previous ones leave: they bring singular values between 0.001 and 1 into 0.84 to 1.15.
public enum PolarExpress {
  /// - Source: Amsel, Persson, Musco and Gower, "The Polar Express: optimal matrix sign methods and their
  ///   application to the Muon algorithm", 2025, arXiv:2505.16932, with the safety factor 1.02 that
  ///   modded-nanogpt uses.
  public static let coefficients: [(a: Double, b: Double, c: Double)] = [
    (8.156554524902461, -22.48329292557795, 15.878769915207462),
    (4.042929935166739, -2.808917465908714, 0.5000178451051316),
    (3.8916678022926607, -2.772484153217685, 0.5060648178503393),
    (3.285753657755655, -2.3681294933425376, 0.46449024233003106),
    (2.3465413258596377, -1.7097828382687081, 0.42323551169305323),
  ]

  /// Divides a matrix by 1.02 norm + ε and replaces it by the result of the iterations.
  /// - Parameters:
  ///   - norm: an upper bound of the largest singular value.
  ///   - steps: the number of iterations; beyond the fifth, the last one is repeated.
  public static func orthogonalise<T: KernelScalar>(
    _ matrix: MutableMatrixView<T>, norm: Double, epsilon: Double, steps: Int = 5,
    work: WorkMemory<T>
  ) {
    for step in 0..<steps {
      let (a, b, c) = coefficients[min(step, coefficients.count - 1)]
      NewtonSchulz(a: a, b: b, c: c, steps: 1).orthogonalise(
        matrix, norm: step == 0 ? 1.02 * norm + epsilon : 1, work: work)
    }
  }
}
