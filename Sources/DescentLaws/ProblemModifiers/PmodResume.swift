import Descent

extension ProblemModifierLaws {
  /// `pmod/resume`: a run continued from a checkpoint equals the uninterrupted run bit for bit in both
  /// precisions: the point, the counters, and the contents of the next checkpoint.
  static let resume = ProblemLaw(
    LawCard(
      "pmod/resume", "resume", "a run on a modified problem goes on as if it had not stopped",
      catches: "points of earlier steps that are lost, a count of calls, a clock that starts anew")
  ) { subject, c in
    let problem = try wrapper(subject, c)
    let double = try resumed(problem, c, Double.self)
    return double.isViolation ? double : try resumed(problem, c, Float.self)
  }

  private static func resumed<T: KernelScalar>(
    _ problem: any Problem, _ c: ProblemCase, _ type: T.Type
  ) throws -> Verdict {
    let steps = 6
    let pause = c.aux % (steps + 1)
    func numbers(_ checkpoint: Checkpoint<T>) -> [[Double]] {
      [
        checkpoint.parameters.map { Double($0) }, checkpoint.history.map { Double($0) },
        [Double(checkpoint.progress.step), checkpoint.progress.evaluations.cost],
      ]
    }
    let whole = try descent(problem, seed: UInt64(c.aux), steps: steps, as: T.self)
    let rest = try descent(problem, seed: UInt64(c.aux), steps: steps, pause: pause, as: T.self)
    return Comparison.exact(numbers(whole), numbers(rest), "the end, saved after step \(pause)")
  }
}
