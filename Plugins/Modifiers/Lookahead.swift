import Descent

/// Slow weights that follow the rule's fast weights. Every `k` steps the slow weights move part
/// of the way to the fast ones, which then restart from there.
/// - Follows: Zhang et al., NeurIPS 2019, arXiv:1907.08610, Algorithm 1.
/// - Deviations: `pullback` and `reset` affect all buffers of the rule; in pytorch_optimizer 4.1.0
///   only the momentum. Counters continue. The slow weights start at the start point, as in the
///   paper; timm 1.0.31 starts them at the first synchronization.
public struct Lookahead: MoveModifier {
  /// What happens to the rule's buffers when the weights synchronize.
  public enum Pullback: String, WordHyperparameter {
    /// They stay unchanged.
    case none
    /// They are reset to their initial values.
    case reset
    /// They move from their values at the last synchronization by the same share as the
    /// weights.
    case pullback
  }

  @Hyperparameter("steps between two meetings", in: 1...) public var k = 5
  @Hyperparameter("part α of the way that the slow weights go", in: 0...1) public var alpha = 0.5
  @Hyperparameter("what happens to the rule's buffers") public var pullback = Pullback.none

  public init() {}

  public static let card = Card(
    name: "lookahead", summary: "slow weights that follow the rule's every k steps",
    formula:
      "every k steps:  s ← s + α (x − s),  x ← s        s₀ = x₀; pullback: buffers alike, from 0",
    source: "Zhang et al., NeurIPS 2019, arXiv:1907.08610, Algorithm 1")

  public var slots: [StateSlot] { ["slow"] }
  public var counters: [StateSlot] { ["lookahead_steps"] }
  public var keepsRuleBuffers: Bool { pullback == .pullback }

  public func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let slow = move.state.slot(0)
    if move.state.counters[0] == 0 {
      for i in slow.indices { slow[i] = move.before[i] }
    }
    move.state.counters[0] += 1
    guard Int(move.state.counters[0]) % k == 0 else { return }
    meet(slow, move.after)
    switch pullback {
    case .none: break
    case .reset:
      for (slot, entries) in move.ruleBuffers { entries.update(repeating: T(slot.initial)) }
    case .pullback:
      for (own, rule) in zip(move.besideRuleBuffers, move.ruleBuffers) { meet(own, rule.entries) }
    }
  }

  private func meet<T: KernelScalar>(
    _ slow: UnsafeMutableBufferPointer<T>, _ fast: UnsafeMutableBufferPointer<T>
  ) {
    for i in slow.indices {
      // With α = 1 this copies exactly. The sum could round.
      slow[i] = alpha == 1 ? fast[i] : slow[i] + T(alpha) * (fast[i] - slow[i])
      fast[i] = slow[i]
    }
  }
}
