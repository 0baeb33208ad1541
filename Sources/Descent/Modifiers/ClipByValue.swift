/// Clamps every entry of a gradient to [−C, C].
/// - Follows: PyTorch's `clip_grad_value_`.
/// - Deviations: none. NaN stays NaN.
public struct ClipByValue: GradientModifier {
  /// The largest size of an entry, above 0, in units of the gradient.
  @Hyperparameter("largest size of an entry", above: 0) public var value = 1.0

  public init() {}

  public static let card = Card(
    name: "clip_value", summary: "every entry of a gradient clamped",
    formula: "gᵢ ← max(−C, min(C, gᵢ))", source: "PyTorch, clip_grad_value_")

  public var changesObjective: Bool { false }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let limit = T(value)
    let gradient = change.gradient
    for i in gradient.indices {
      let g = gradient[i]
      // Written so that NaN stays NaN: both comparisons are false.
      gradient[i] = g > limit ? limit : (g < -limit ? -limit : g)
    }
  }
}

extension ClipByValue: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let limit = value
    return ModifierTraits(
      neutral: ["value": "1e30"], units: ["value": .gradient],
      definition: .gradient { g, _, _ in g.map { max(-limit, min(limit, $0)) } })
  }
}
