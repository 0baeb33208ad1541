import Descent
import DescentRules

/// CAME: Adafactor with a moment of its directions, divided by how far the directions deviate
/// from it.
///
/// - Follows: Luo et al., "CAME: confidence-guided adaptive memory efficient optimization", ACL 2023,
///   arXiv:2307.02047, Algorithm 2, as in came-pytorch 0.1.3.
/// - Deviations: none from came-pytorch. Vectors move by their moment alone. No moment is
///   bias-corrected, so a matrix's first move is about 11 η, a vector's 0.1 η.
/// - Memory: 1 scalar per coordinate and 2 per row and column (vectors: 2 per coordinate). Time per
///   step: O(n).
/// - See also: `Adafactor`.
public struct CAME: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.0002
  @Hyperparameter("decay β₁ of the directions", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the squares", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("decay β₃ of the squared deviations", in: 0..<1, kind: .secondMomentDecay)
  public var beta3 = 0.9999
  @Hyperparameter("ε₁, added to the squares", in: 0...) public var eps1 = 1e-30
  @Hyperparameter("ε₂, added to the squared deviations", in: 0...) public var eps2 = 1e-16
  @Hyperparameter("largest root mean square of a direction", above: 0) public var d = 1.0
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "came", summary: "Adafactor weighed by the confidence in its directions",
    formula: """
      R ← β₂ R + (1 − β₂) mean over columns of g² + ε₁      C likewise      V = R Cᵀ/mean R, all 0 at first
      u = g/√V      û = u/max(1, RMS(u)/d)      m ← β₁ m + (1 − β₁) û
      S of (û − m)² + ε₂ with β₃, as V of g² + ε₁             x ← (1 − ηλ) x − η m/√S
      vectors: V ← β₂ V + (1 − β₂)(g² + ε₁)                   x ← (1 − ηλ) x − η m
      """,
    source: "Luo et al., ACL 2023, arXiv:2307.02047, Algorithm 2")

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    guard let shape = tensor.matrices else { return ["first_moment", "second_moment"] }
    return ["first_moment"]
      + ["row", "residual_row"].map { TensorSlot($0, count: shape.count * shape.rows) }
      + ["column", "residual_column"].map { TensorSlot($0, count: shape.count * shape.columns) }
  }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (g, u, m) = (s.gradient, s.work.take(s.count), s.slot(0))
    func square(_ i: Int) -> Double { Double(g[i]) * Double(g[i]) + eps1 }
    func divide(_ i: Int, _ v: Double) { u[i] = T(quotient(Double(g[i]), sqrt(v))) }
    if let shape = s.tensor.matrices {
      let moment = FactoredMoment(
        s["row"], s["column"], rows: shape.rows, columns: shape.columns)
      moment.advance(share: 1 - beta2, square)
      moment.forEach(divide)
    } else {
      let v = s.slot(1)
      for i in 0..<s.count {
        v[i] = T(beta2) * v[i] + T((1 - beta2) * square(i))
        divide(i, Double(v[i]))
      }
    }
    let clip = 1 / max(rootMeanSquare(u) / d, 1)
    for i in 0..<s.count {
      u[i] *= T(clip)
      m[i] = T(beta1) * m[i] + T(1 - beta1) * u[i]
    }
    move(s, u, m)
  }

  /// Moves by the moment, divided by the root of the squared deviations from it.
  private func move<T: KernelScalar>(
    _ s: TensorStep<T>, _ u: UnsafeMutableBufferPointer<T>, _ m: UnsafeMutableBufferPointer<T>
  ) {
    let kept = T(1 - s.rate * weightDecay)
    guard let shape = s.tensor.matrices else {
      for i in 0..<s.count { s.x[i] = kept * s.x[i] - T(s.rate) * m[i] }
      return
    }
    let residual = FactoredMoment(
      s["residual_row"], s["residual_column"], rows: shape.rows, columns: shape.columns)
    residual.advance(share: 1 - beta3) { i in
      let deviation = Double(u[i]) - Double(m[i])
      return deviation * deviation + eps2
    }
    residual.forEach { i, v in
      s.x[i] = kept * s.x[i] - T(s.rate) * T(quotient(Double(m[i]), sqrt(v)))
    }
  }
}
