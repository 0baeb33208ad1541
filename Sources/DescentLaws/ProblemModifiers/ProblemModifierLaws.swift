import Descent

/// The laws of problem modifiers, one file each, in addition to the laws of problems.
package enum ProblemModifierLaws {
  package static let all: [ProblemLaw] = [neutral, variables, draws, resume]

  /// The modified problem of a case.
  static func wrapper(_ subject: ProblemSubject, _ c: ProblemCase) throws -> any ProblemWrapper {
    guard let wrapper = try subject.make(c.problem) as? any ProblemWrapper else {
      throw ReplayError("\(c.problem) modifies no problem")
    }
    return wrapper
  }

  /// Runs a few steps of gradient descent. - Returns: the complete checkpoint at the end.
  static func descent<T: KernelScalar>(
    _ problem: any Problem, seed: UInt64, steps: Int, pause: Int? = nil, as type: T.Type
  ) throws -> Checkpoint<T> {
    var rule = PlainDescent()
    rule.learningRate = 1e-3
    var options = RunOptions(.steps(steps))
    options.seed = seed
    let run = try Run<T>(problem, rule, options: options)
    guard let pause else {
      run.finish()
      return run.checkpoint
    }
    run.advance(pause)
    let rest = try Run<T>(problem, rule, options: options, resuming: run.checkpoint)
    rest.finish()
    return rest.checkpoint
  }
}
