import Descent

extension RuleLaws {
  /// P2: a step does not change the caller's gradient and the hyperparameters, bit for bit.
  ///
  /// The gradient is passed in a separate buffer in the case's precision, not in the one that this law
  /// compares with.
  static let inputsImmutable = RuleLaw(
    LawCard(
      "P2", "inputs immutable", "a step leaves the gradient and the hyperparameters as they were",
      catches: "decay, look-ahead or scaling written into the caller's gradient",
      knownBugs: [
        "pytorch/pytorch #12218: SGD writes the decay into the caller's gradient",
        "ml-explore/mlx #4426: SGD and Adafactor change the caller's arrays",
        "torch 2.13: SGD(foreach, nesterov) without decay turns a gradient of 1 into 1.9",
      ])
  ) { rule, c in
    switch c.precision {
    case .float64: try inputsImmutable(rule, c, Double.self)
    case .float32: try inputsImmutable(rule, c, Float.self)
    }
  }

  private static func inputsImmutable<T: KernelScalar>(
    _ rule: RuleSubject, _ c: RuleCase, _: T.Type
  ) throws -> Verdict {
    let optimizer = try rule.optimizer(c)
    let settings = optimizer.specification
    if let run = try rule.driver.trajectory(of: optimizer, TrajectoryRequest(c), under: .echoing) {
      let given = c.gradients.map { $0.map { Double(T($0)) } }
      return Comparison.exact(given, run.points, "the gradients after their steps")
    }
    var stepper = try Stepper<T>(optimizer, c.layout)
    var x = c.start.map { T($0) }
    for step in c.gradients.indices {
      let gradient = c.gradients[step].map { T($0) }
      rule.driver.step(&stepper, &x, gradient: gradient, rate: c.rates[step])
      let verdict = Comparison.exact(
        c.gradients[step].map { Double(T($0)) }, gradient.map { Double($0) },
        "the gradient after step \(step + 1)")
      if verdict.isViolation { return verdict }
    }
    let after = optimizer.specification
    return after == settings
      ? .holds : .violated("the hyperparameters were \(settings) and are \(after)")
  }
}
