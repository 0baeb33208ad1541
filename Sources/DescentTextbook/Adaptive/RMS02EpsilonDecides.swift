import BowlProblems
import Descent
import DescentPictures

extension Textbook {
  private static let (settlingRate, settlingCurvature, settlingSteps) = (0.01, 2.0, 60_000)
  private static let epsilonLimit = settlingRate * settlingCurvature / 2

  /// RMS-02: near the minimum √v vanishes and the step is lr g/ε: gradient descent with a limit.
  static let rms02 = Experiment(
    "RMS-02", "RMSprop converges to the minimum of λx²/2 if and only if ε is above lr λ/2.",
    formula: "ε* = lr λ/2", source: "derived here", kind: .threshold,
    refutation: "another limit by bisection on ε",
    predict: { [Prediction("limit of ε", epsilonLimit, .relative(0.05))] },
    measure: { lab in [try settlingLimit(lab, "rmsprop:alpha=0.9")] },
    control: "Adam, β₁ = β₂ = 0.9",
    { lab in [try settlingLimit(lab, "adam:beta1=0.9,beta2=0.9")] }, isSlow: true
  ).showing { lab, _ in
    let epsilons = (1...20).map { epsilonLimit * Double($0) / 13 }
    func sizes(_ rule: String) throws -> [SIMD2<Double>] {
      try epsilons.map { epsilon in
        let size = try settledSize(lab, rule, epsilon: epsilon, steps: settlingSteps / 6)
        return SIMD2(epsilon / epsilonLimit, size / settlingRate)
      }
    }
    return ChartPanel(
      "how far from the minimum it ends", x: Axis("ε / (lr λ/2)"), y: Axis("|x| / lr"),
      [
        .predicted(
          "max(0, ½ − ε/(lr λ))", .curve(epsilons.map { $0 / epsilonLimit }) { max(0, 1 - $0) / 2 }),
        .measured("rmsprop", try sizes("rmsprop:alpha=0.9")),
        .control("adam, β₁ = β₂ = 0.9", try sizes("adam:beta1=0.9,beta2=0.9")),
      ])
  }

  /// The smallest ε at which a rule comes within 1e-5 of the minimum of x² and stays there. Found
  /// by bisection as the largest 1/ε, to four digits only, because each trial takes many steps.
  private static func settlingLimit(_ lab: Laboratory, _ rule: String) throws -> Double {
    var (low, high) = (1e-5, 1.0)
    while high / low > 1 + 1e-4 {
      let middle = (low * high).squareRoot()
      let size = try settledSize(lab, rule, epsilon: middle, steps: settlingSteps)
      if size < 1e-5 { high = middle } else { low = middle }
    }
    return (low * high).squareRoot()
  }

  /// The largest |x| of the last 50 steps.
  private static func settledSize(
    _ lab: Laboratory, _ rule: String, epsilon: Double, steps: Int
  ) throws -> Double {
    let rule = Specification(literal: rule).with(("eps", epsilon))
    var largest = 0.0
    try lab.follow(
      lab.rule(rule, rate: settlingRate), on: DiagonalQuadratic([settlingCurvature]), from: [1],
      steps: steps
    ) { step, x, _ in
      if step > steps - 50 { largest = max(largest, abs(x[0])) }
      return true
    }
    return largest
  }
}
