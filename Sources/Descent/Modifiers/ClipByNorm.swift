/// Shortens each gradient whose Euclidean norm over *all* tensors exceeds a limit; other gradients are
/// passed on bit for bit.
/// - Follows: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks",
///   ICML 2013, Algorithm 1.
/// - Deviations: none. NaN and infinity pass unclipped, so that they stay visible.
public struct ClipByNorm: GradientModifier {
  /// The largest Euclidean norm, above 0, in units of the gradient.
  @Hyperparameter("largest Euclidean norm over all tensors", above: 0) public var norm = 1.0

  public init() {}

  public static let card = Card(
    name: "clip_norm", summary: "gradients shortened to a largest norm",
    formula: "g ← g · min(1, C/‖g‖)",
    source: "Pascanu, Mikolov and Bengio, ICML 2013, Algorithm 1")

  public var changesObjective: Bool { false }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let g = change.gradient
    var length = euclideanNorm(UnsafePointer(g.address), g.count)
    // NaN fails this test and passes unclipped, so that it stays visible.
    guard length > norm else { return }
    if length.isInfinite {
      // So does infinity. Finite entries whose norm overflows are scaled down first.
      guard g.allSatisfy(\.isFinite) else { return }
      for i in g.indices { g[i] *= 0x1p-64 }
      length = euclideanNorm(UnsafePointer(g.address), g.count)
    }
    for i in g.indices { g[i] = T(Double(g[i]) / length * norm) }
  }
}

extension ClipByNorm: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let limit = norm
    return ModifierTraits(
      neutral: ["norm": "1e30"], units: ["norm": .gradient],
      definition: .gradient { g, _, _ in
        let length = g.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > limit ? g.map { $0 * (limit / length) } : g
      })
  }
}
