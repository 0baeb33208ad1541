import Descent
import DescentRules

/// Stochastic descent that stores the last gradient of every example and uses their mean to
/// remove the noise.
///
/// - Follows: Defazio, Bach and Lacoste-Julien, "SAGA: a fast incremental gradient method with support
///   for non-strongly convex composite objectives", NIPS 2014, arXiv:1407.0202, equation 1.
/// - Deviations: the table is filled at the start. A batch with several examples moves by the mean of
///   their differences. The table is part of the state, so its size is a setting: a step fails if the
///   objective has more examples than `examples`.
/// - Memory: examples + 1 vectors, 1 scalar. Time per step: O(n) and one gradient for each example of
///   the batch; the first step takes all examples' gradients.
/// - See also: ``SVRG``, which needs no table.
public struct SAGA: OracleOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("most training examples that the table has room for", in: 1...1_000_000_000)
  public var examples = 64

  public init() {}

  public static let card = Card(
    name: "saga", summary: "incremental gradient descent with a table of gradients",
    formula: """
      xₜ = xₜ₋₁ − η (∇fᵢ(xₜ₋₁) − φᵢ + mean φ),  then φᵢ = ∇fᵢ(xₜ₋₁)        φ = ∇f.(x₀) at first
      """,
    source: "Defazio, Bach and Lacoste-Julien, NIPS 2014, arXiv:1407.0202, equation 1")

  public static let exemptions = [
    Exemption(
      law: "P12", reason: "room for more examples than there are changes nothing",
      reference: "Defazio, Bach and Lacoste-Julien, arXiv:1407.0202, equation 1")
  ]

  public var needs: Needs { [.evaluation, .examples] }
  public var scratchVectors: Int { 2 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("gradients", count: examples * layout.count)
    state.appendBuffer("mean_gradient", count: layout.count)
    state.appendScalar("steps")
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let count = s.oracle.exampleCount
    guard count <= examples else {
      return s.fail("there are \(count) examples, saga has room for examples=\(examples)")
    }
    let (n, table, mean) = (s.x.count, s.buffer(0), s.buffer(1))
    let (g, move) = (s.scratch(0), s.scratch(1))
    func evaluate(_ example: Int) {
      _ = s.oracle.valueAndGradient(
        at: s.x.baseAddress!, over: .one(example), into: g.baseAddress!)
    }
    if s.scalars[0] == 0 {
      for example in 0..<count {
        evaluate(example)
        for i in 0..<n {
          table[example * n + i] = g[i]
          mean[i] += g[i] / T(count)
        }
      }
    }
    s.scalars[0] += 1
    // The oracle names no batch if every step uses all examples.
    let batch = s.oracle.batch
    let size = batch.isEmpty ? count : batch.count
    for i in 0..<n { move[i] = mean[i] }
    for place in 0..<size {
      let example = batch.isEmpty ? place : batch[place]
      evaluate(example)
      for part in s.presentParts {
        for i in part {
          let change = g[i] - table[example * n + i]
          move[i] += change / T(size)
          mean[i] += change / T(count)
          table[example * n + i] = g[i]
        }
      }
    }
    for part in s.presentParts { for i in part { s.x[i] -= T(s.rate) * move[i] } }
    return .updated
  }
}
