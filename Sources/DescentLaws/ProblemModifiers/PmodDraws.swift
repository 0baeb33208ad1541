import Descent

extension ProblemModifierLaws {
  /// `pmod/draws`: the values that a step sees depend only on the point, the run's seed, the batch and the
  /// step. They are the same bit for bit after other evaluations and in another instance.
  static let draws = ProblemLaw(
    LawCard(
      "pmod/draws", "draws", "a step sees the same values, however often they are asked for",
      needs: "steps that see something of their own",
      catches: "a generator that counts calls, memory of the batch before, a seed of the clock")
  ) { subject, c in
    let problem = try wrapper(subject, c)
    let objective = try Double.makeObjective(problem)
    guard let examples = objective.examples, examples.drawnGradient != nil else {
      return .inapplicable("every step sees the objective itself")
    }
    let x = c.point(problem)
    let tensors = problem.layout.tensors.count
    let indices = Array(0..<min(examples.batchSize, 4))
    func seen(_ examples: Examples<Double>, _ batch: Int) -> [Double] {
      let draw = BatchDraw(seed: UInt64(c.aux), batch: batch, step: batch / 2 + 1)
      var g = x
      let value = indices.withUnsafeBufferPointer {
        examples.gradient(at: x, into: &g, over: $0, draw: draw)
      }
      var present = [Bool](repeating: true, count: max(1, tensors))
      examples.presence?(draw, &present)
      return [value] + g + present.map { $0 ? 1 : 0 }
    }
    let first = seen(examples, 3)
    _ = seen(examples, 4)
    let again = Comparison.exact(first, seen(examples, 3), "what a step sees, asked again")
    if again.isViolation { return again }
    guard let fresh = try Double.makeObjective(subject.make(c.problem)).examples else {
      return .violated("another instance has no examples")
    }
    return Comparison.exact(first, seen(fresh, 3), "what a step sees of another instance")
  }
}
