import Descent

/// Shortens each unit's gradient if it is long compared to the unit's parameters.
///
/// A unit is a row of a matrix or of a tensor with more axes, or a whole vector.
/// - Follows: Brock et al., "High-performance large-scale image recognition without normalization",
///   ICML 2021, arXiv:2102.06171, equation 3; the constants of timm's `adaptive_clip_grad`.
/// - Deviations: none from timm. A unit with a norm that is not finite passes unchanged, so that
///   the fault stays visible.
public struct AdaptiveGradientClipping: GradientModifier {
  @Hyperparameter("largest ratio λ of the norms of gradient and parameters", above: 0)
  public var clip = 0.01
  @Hyperparameter("least norm of the parameters that counts", above: 0) public var epsilon = 0.001

  public init() {}

  public static let card = Card(
    name: "agc", summary: "gradients shortened by the size of each unit's parameters",
    formula: """
      limit = λ max(‖xᵢ‖, ε)
      ‖gᵢ‖ > limit:   gᵢ ← gᵢ limit/max(‖gᵢ‖, 10⁻⁶)        i a row, or a whole vector
      """,
    source: "Brock et al., ICML 2021, arXiv:2102.06171, equation 3")

  public var changesObjective: Bool { false }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    guard let g = change.gradient.baseAddress, let x = change.point.baseAddress else { return }
    for (index, tensor) in change.layout.tensors.enumerated()
    where change.hasGradient(index) && tensor.count > 0 {
      let width = tensor.shape.count > 1 ? tensor.count / tensor.shape[0] : tensor.count
      for start in stride(from: tensor.offset, to: tensor.range.upperBound, by: width) {
        let length = euclideanNorm(UnsafePointer(g + start), width)
        let limit = clip * max(euclideanNorm(x + start, width), epsilon)
        guard length > limit, length.isFinite else { continue }
        let factor = limit / max(length, 1e-6)
        for i in start..<(start + width) { g[i] = T(Double(g[i]) * factor) }
      }
    }
  }
}

extension AdaptiveGradientClipping: ModifierTraitDeclaring {
  // The constant 10⁻⁶ has the unit of gradients, so the law cannot repeat a run in other units.
  public var traits: ModifierTraits {
    let (clip, epsilon) = (clip, epsilon)
    return ModifierTraits(
      neutral: ["clip": "1e300"],
      definition: .tensor { gradients, points, tensor in
        let (g, x) = (gradients.last!, points.last!)
        let rows = tensor.shape.count > 1 ? tensor.shape[0] : 1
        return g.indices.map { i in
          let row = g.indices.filter { $0 * rows / g.count == i * rows / g.count }
          let length = row.reduce(0) { $0 + g[$1] * g[$1] }.squareRoot()
          let limit = clip * max(row.reduce(0) { $0 + x[$1] * x[$1] }.squareRoot(), epsilon)
          return length > limit ? g[i] * limit / max(length, 1e-6) : g[i]
        }
      })
  }
}
