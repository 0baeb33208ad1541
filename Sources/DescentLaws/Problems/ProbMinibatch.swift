import Descent

extension ProblemLaws {
  /// `prob/minibatch`: over a pass in any order with batches of any size, Σ (bᵢ/N) ∇fᵢ(x) = ∇f(x), and the
  /// same for the losses. The tolerance is 1e-12 of the sizes of the terms, each of which has some hundred
  /// roundings.
  static let minibatch = ProblemLaw(
    LawCard(
      "prob/minibatch", "mini-batches", "the mean over all mini-batches is the full gradient",
      needs: "examples", catches: "a ragged last batch, a penalty counted once a batch or never")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    guard problem.answersExactly else { return .inapplicable("the answers are rounded") }
    let objective = try Double.makeObjective(problem)
    guard let examples = objective.examples else {
      return .inapplicable("the problem is no mean over examples")
    }
    let (x, count) = (c.point(problem), examples.count)
    let full = try problem.gradient(at: x)
    let choices = [7, 1, 2, 32, count - 1, count].filter { (1...count).contains($0) }
    let size = choices[c.aux % choices.count]
    let order = CounterRandom(seed: UInt64(c.aux)).permutation(count)
    var (sum, loss, scale, lossScale) = (full.map { _ in 0.0 }, 0.0, 0.0, 0.0)
    for first in stride(from: 0, to: count, by: size) {
      let batch = Array(order[first..<min(count, first + size)])
      let share = Double(batch.count) / Double(count)
      var gradient = full
      let value = batch.withUnsafeBufferPointer { examples.batchGradient(x, &gradient, $0) }
      sum = along(sum, share, gradient)
      loss += share * value
      scale += share * norm(gradient)
      lossScale += share * abs(value)
    }
    let value = try problem.value(at: x)
    guard abs(loss - value) <= 1e-12 * (1 + lossScale) else {
      return .violated("the loss over batches of \(size)", expected: value, found: loss)
    }
    return Comparison.compare([full], [sum], "the gradient over batches of \(size)") { _, _, _ in
      1e-12 * (1 + scale)
    }
  }
}
