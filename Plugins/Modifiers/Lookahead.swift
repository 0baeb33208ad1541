import Descent

/// Slow weights that follow the rule's fast ones: every `k` steps both meet part of the way.
/// - Follows: Zhang et al., NeurIPS 2019, arXiv:1907.08610, Algorithm 1.
/// - Deviations: momentum is kept or reset where the weights meet; the paper's third choice, to pull it
///   back as well, would need a copy of every buffer of the rule. The slow weights start at the start, as in the paper; timm 1.0.31 starts them at
///   the first synchronisation.
public struct Lookahead: MoveModifier {
  /// What happens to the rule's own buffers where the weights meet.
  public enum Pullback: String, WordHyperparameter {
    /// They stay.
    case none
    /// They start anew.
    case reset
  }

  @Hyperparameter("steps between two meetings", in: 1...) public var k = 5
  @Hyperparameter("part α of the way that the slow weights go", in: 0...1) public var alpha = 0.5
  @Hyperparameter("what happens to the rule's buffers") public var pullback = Pullback.none

  public init() {}

  public static let card = Card(
    name: "lookahead", summary: "slow weights that follow the rule's every k steps",
    formula: "every k steps:  s ← s + α (x − s),  x ← s        s₀ = x₀",
    source: "Zhang et al., NeurIPS 2019, arXiv:1907.08610, Algorithm 1")

  public var slots: [StateSlot] { ["slow"] }
  public var counters: [StateSlot] { ["lookahead_steps"] }

  public func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let (slow, x) = (move.state.slot(0), move.after)
    if move.state.counters[0] == 0 {
      for i in x.indices { slow[i] = move.before[i] }
    }
    move.state.counters[0] += 1
    guard Int(move.state.counters[0]) % k == 0 else { return }
    for i in x.indices {
      // Exactly there with α = 1, where the sum could round.
      slow[i] = alpha == 1 ? x[i] : slow[i] + T(alpha) * (x[i] - slow[i])
      x[i] = slow[i]
    }
    guard pullback == .reset else { return }
    for (slot, entries) in move.ruleBuffers {
      for i in entries.indices { entries[i] = T(slot.initial) }
    }
  }
}

extension Lookahead: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (k, alpha) = (k, alpha)
    return ModifierTraits(
      neutral: ["alpha": "1", "pullback": "none"], units: [:],
      definition: .path { start, moves in
        var slow = start
        return moves.indices.map { step in
          // The moves since the slow weights were left.
          let fast = moves[(step - step % k)...step].reduce(slow) { zip($0, $1).map(+) }
          guard (step + 1) % k == 0 else { return fast }
          slow = zip(slow, fast).map { (1 - alpha) * $0 + alpha * $1 }
          return slow
        }
      })
  }
}
