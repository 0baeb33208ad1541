import Descent

/// Leaves out what of a move goes uphill by the gradient of the step.
///
/// A coordinate that is left out keeps its decoupled decay unless `decay` is `coupled`; the rest of its
/// tensor may go further in its place. The rule's state is as without.
/// - Follows: Liang et al., "Cautious optimizers", arXiv:2411.16085, Algorithm 1; `count` is the
///   authors' first code, `mean` their code since and timm's.
/// - Deviations: none. A move or a gradient that is NaN is not left out, so that it stays visible.
public struct Cautious: MoveModifier {
  /// What the coordinates that are kept are multiplied by, φ of n being kept.
  public enum Scale: String, WordHyperparameter {
    /// n/φ, at most 1000.
    case mean
    /// n/(φ + 1).
    case count
    /// 1.
    case none
  }

  /// Which part of the move decoupled decay is.
  public enum Decay: String, WordHyperparameter {
    /// None: it is always taken off.
    case decoupled
    /// It is left out with the rest.
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
      // Signs, because a product of small numbers is 0.
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
