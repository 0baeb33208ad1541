import Descent

extension Textbook {
  /// RMS-02: near the minimum √v vanishes and the step is lr g/ε: gradient descent with a limit.
  static let rms02 = Experiment(
    "RMS-02", "RMSprop converges to the minimum if and only if ε is above lr λ/2.",
    formula: "ε* = lr λ/2", source: "derived here", kind: .threshold,
    refutation: "another limit by bisection on ε",
    predict: { [Prediction("limit of ε", 0.01 * 2 / 2, .relative(0.05))] },
    measure: { lab in [try epsilonLimit(lab, "rmsprop:alpha=0.9")] },
    control: "Adam, β₁ = β₂ = 0.9",
    { lab in [try epsilonLimit(lab, "adam:beta1=0.9,beta2=0.9")] }, isSlow: true)

  /// The least ε at which a rule comes within 1e-5 of the minimum of x² and stays: bisected as the
  /// largest 1/ε, to four digits, as each trial takes 60,000 steps.
  private static func epsilonLimit(_ lab: Laboratory, _ rule: String) throws -> Double {
    let rule = Specification(literal: rule)
    var (low, high) = (1e-5, 1.0)
    while high / low > 1 + 1e-4 {
      let middle = (low * high).squareRoot()
      var largest = 0.0
      try lab.follow(
        lab.rule(rule.with(("eps", middle)), rate: 0.01), on: DiagonalQuadratic([2]), from: [1],
        steps: 60_000
      ) { step, x, _ in
        if step > 59_950 { largest = max(largest, abs(x[0])) }
        return true
      }
      if largest < 1e-5 { high = middle } else { low = middle }
    }
    return (low * high).squareRoot()
  }
}
