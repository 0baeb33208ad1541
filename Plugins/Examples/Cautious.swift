import Descent

/// Removes the entries of a move that go uphill by the gradient at the start of the step.
struct Cautious: MoveModifier {
  static let card = Card(
    name: "my_cautious", summary: "a move without its entries that go uphill",
    formula: "d = xₜ − xₜ₋₁:   xₜ ← xₜ₋₁ where d g > 0",
    source: "Liang et al., Cautious optimizers, 2024, arXiv:2411.16085, without the rescaling")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for i in move.after.indices {
      let d = move.after[i] - move.before[i]
      if d * move.gradient[i] > 0 { move.after[i] = move.before[i] }
    }
  }
}

let plugin = Plugin(Cautious.self)
