/// A problem with delayed gradients: step `k` gets value and gradient at the point at which step
/// `k − d` began (the start, for the first `d` steps), over the examples of step `k`.
///
/// A run keeps the points of the last `d` steps, and checkpoints include them, so a resumed run continues
/// bit for bit. In the inner problem, anything that depends on the step is evaluated for step `k − d`,
/// and anything that depends on the batch for the current batch. Delays of nested problems add up. The
/// start, reports and everything else outside a step are not delayed.
///
/// The function is known only at the points of earlier steps. A rule that needs values or gradients at
/// other points, or the value at its own point, is rejected.
package struct DelayedProblem: ProblemWrapper {
  /// The longest delay allowed.
  package static let longest = 1_000_000

  package let base: any Problem
  /// `d`, in steps.
  package let steps: Int

  /// - Throws: ``ConfigurationError`` for a delay outside 0…``longest``.
  package init(_ base: any Problem, steps: Int) throws(ConfigurationError) {
    guard (0...Self.longest).contains(steps) else {
      throw .outOfRange(
        owner: "delayed", key: "steps", value: String(steps), allowed: "[0, \(Self.longest)]")
    }
    self.base = base
    self.steps = steps
  }

  package var neutral: (any Problem)? { get throws { try DelayedProblem(base, steps: 0) } }
  package var specification: Specification {
    specification("delayed", [(key: "steps", text: String(steps))])
  }

  package var offers: Needs {
    guard steps > 0 else { return base.offers }
    return base.offers.subtracting(
      Needs.ofProblem.union([.value, .evaluation, .consistentGradient]))
  }

  package func _objective<T: KernelScalar>() throws -> Objective<T> {
    let prompt = try T.makeObjective(base)
    guard steps > 0 else { return prompt }
    var late = prompt.changingSteps { examples, x, g, indices, draw in
      examples.gradient(at: x, into: g, over: indices, draw: draw)
    }
    late.delay += steps
    return late
  }
}

extension ProblemEntry {
  /// `delayed:steps=…,of=(…)`: the problem with the gradient of `steps` steps ago.
  package static let delayed = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    try DelayedProblem(try parts.problem("of"), steps: settings.steps)
  }

  private struct Settings: Configurable {
    @Hyperparameter("how many steps old each gradient is", in: 0...DelayedProblem.longest)
    var steps = 1

    static let card = Card(
      name: "delayed", summary: "a problem with the gradient of some steps ago",
      formula: "gₖ = ∇f(xₖ₋₁₋d),   x₋₁ = x₋₂ = … = x₀",
      source: "Agarwal and Duchi (2011), Distributed delayed stochastic optimization")
  }
}
