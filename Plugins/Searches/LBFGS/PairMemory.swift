import Descent
import DescentRules

/// A ring buffer of the last pairs of a move s = Δx and the gradient's change y = Δg, and the
/// approximate inverse Hessian that they give.
struct PairMemory<T: KernelScalar> {
  typealias Vector = UnsafeMutableBufferPointer<T>

  /// A move, the change of the gradient, and 1/sᵀy.
  struct Pair {
    let move, change: Vector
    let inverse: Double
  }

  let capacity: Int
  let moves, changes, inverses: Vector
  /// The number of stored pairs, and the index of the next one.
  private let counts: UnsafeMutableBufferPointer<Double>

  init(capacity: Int, _ step: OracleStep<T>) {
    self.capacity = capacity
    (moves, changes, inverses) = (step.buffer(0), step.buffer(1), step.buffer(2))
    counts = step.scalars
  }

  // A damaged state, or one that a law has changed, must not lead to an index outside the
  // buffers.
  private var count: Int { min(max(Int(counts[0]), 0), capacity) }
  private var next: Int { (Int(counts[1]) % capacity + capacity) % capacity }

  /// Pair `k`, counted from the newest.
  private func pair(_ k: Int, _ n: Int) -> Pair {
    let i = (next - 1 - k + 2 * capacity) % capacity
    let range = i * n..<(i + 1) * n
    return Pair(
      move: Vector(rebasing: moves[range]), change: Vector(rebasing: changes[range]),
      inverse: Double(inverses[i]))
  }

  /// Multiplies by the pairs' inverse Hessian. `newest` is used as a pair after the stored ones.
  ///
  /// Nocedal and Wright, Algorithm 7.4, starting from γ times the identity.
  func multiply(_ d: Vector, newest: Pair?, gamma: Double) {
    let new = newest == nil ? 0 : 1
    let count = min(count, capacity - new) + new
    func pair(_ k: Int) -> Pair {
      if k == 0, let newest { return newest }
      return self.pair(k - new, d.count)
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, count)) { alpha in
      for k in 0..<count {
        let pair = pair(k)
        alpha[k] = dot(pair.move, d) * pair.inverse
        let share = T(alpha[k])
        guard k == count - 1 else {
          for i in d.indices { d[i] -= share * pair.change[i] }
          continue
        }
        // The last round also multiplies by γ, in the same pass.
        let scale = T(gamma)
        for i in d.indices { d[i] = (d[i] - share * pair.change[i]) * scale }
      }
      if count == 0 { for i in d.indices { d[i] *= T(gamma) } }
      for k in (0..<count).reversed() {
        let pair = pair(k)
        let beta = dot(pair.change, d) * pair.inverse
        let share = T(alpha[k] - beta)
        for i in d.indices { d[i] += share * pair.move[i] }
      }
    }
  }

  /// Replaces the oldest pair.
  func append(_ pair: Pair) {
    let (place, n) = (next, pair.move.count)
    Vector(rebasing: moves[place * n..<(place + 1) * n]).copy(pair.move)
    Vector(rebasing: changes[place * n..<(place + 1) * n]).copy(pair.change)
    inverses[place] = T(pair.inverse)
    counts[0] = Double(min(count + 1, capacity))
    counts[1] = Double((place + 1) % capacity)
  }
}
