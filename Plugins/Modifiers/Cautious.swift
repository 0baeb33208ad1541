import Descent

/// Removes the entries of a move that go uphill by the gradient of the step.
///
/// A removed coordinate keeps its decoupled decay unless `decay` is `coupled`. The tensor's other
/// coordinates may move further instead. The rule's state is the same as without this modifier.
/// - Follows: Liang et al., "Cautious optimizers", arXiv:2411.16085, Algorithm 1; `count` is the
///   authors' first code, `mean` their later code and timm's.
/// - Deviations: none. An entry with a NaN in the move or the gradient is not removed, so that it
///   stays visible.
public struct Cautious: MoveModifier {
  /// The factor of the kept coordinates, if φ of n are kept.
  public enum Scale: String, WordHyperparameter {
    /// n/φ, at most 1000.
    case mean
    /// n/(φ + 1).
    case count
    /// 1.
    case none
  }

  /// Whether the modifier also removes decoupled decay.
  public enum Decay: String, WordHyperparameter {
    /// No: the decay always applies.
    case decoupled
    /// Yes: a removed entry does not decay.
    case coupled
  }

  @Hyperparameter("what the rest of the move is multiplied by") public var scale = Scale.mean
  @Hyperparameter("whether decoupled decay may be left out") public var decay = Decay.decoupled

  public init() {}

  public static let card = Card(
    name: "cautious", summary: "a move without its entries that go uphill",
    formula: """
      u = xₜ − (1 − ηλ) xₜ₋₁        mask = [u g < 0], of each tensor
      xₜ = (1 − ηλ) xₜ₋₁ + s u mask        s = 1/max(mean(mask), 10⁻³), n/(Σ mask + 1) or 1
      """,
    source: "Liang et al., arXiv:2411.16085, Algorithm 1")

  public func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let (x, g) = (move.after, move.gradient)
    let shrink = T(decay == .decoupled ? 1 - move.decay : 1)
    for (tensor, part) in move.layout.tensors.enumerated() where move.hasGradient(tensor) {
      // This compares signs, because a product of small numbers may underflow to 0.
      func isKept(_ i: Int) -> Bool {
        let u = x[i] - shrink * move.before[i]
        return u > 0 ? !(g[i] >= 0) : u < 0 ? !(g[i] <= 0) : u.isNaN
      }
      let (kept, count) = (Double(part.range.count(where: isKept)), Double(part.count))
      let factor =
        switch scale {
        case .mean: 1 / max(kept / count, 1e-3)
        case .count: count / (kept + 1)
        case .none: 1.0
        }
      for i in part.range {
        let rest = shrink * move.before[i]
        if !isKept(i) {
          x[i] = rest
        } else if factor != 1 {
          x[i] = rest + T(factor) * (x[i] - rest)
        }
      }
    }
  }
}
