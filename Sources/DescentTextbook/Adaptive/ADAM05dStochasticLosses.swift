import Descent

extension Textbook {
  /// ADAM-05d: the same with independent losses. The published gradients 1010 and −10 need some ten
  /// million steps before AMSGrad shows what it does; these are milder.
  static let adam05d = Experiment(
    "ADAM-05d", "On independent random losses Adam stays at the worst point.",
    formula: "f = 10x with probability 1.2/11, else −x: E f' = 0.2, best at −1, Adam near 1",
    source: "Reddi, Kale and Kumar 2018, Theorem 3 (the form)", kind: .phenomenon,
    refutation: "a run whose mean over the last half is not above 0.9",
    predict: { (1...8).map { Prediction("mean of run \($0)", 0.9, .atLeast(slack: 0)) } },
    measure: { lab in try means(lab, "adam:beta1=0,beta2=0.9") }, control: "AMSGrad"
  ) { lab in try means(lab, "adam:beta1=0,beta2=0.9,amsgrad=true") }

  /// The mean point over the last half of 100,000 steps, of 8 runs at once.
  private static func means(_ lab: Laboratory, _ rule: String) throws -> [Double] {
    let random = lab.random(0xADA5)
    let (runs, steps) = (8, 100_000)
    var sums = [Double](repeating: 0, count: runs)
    try lab.drive(
      lab.rule(Specification(literal: rule), rate: 0.1), from: [Double](repeating: 0, count: runs),
      steps: steps,
      rate: { 0.1 / Double($0).squareRoot() },
      gradient: { t, _, g in
        for i in 0..<runs { g[i] = random.uniform(UInt64(t * runs + i)) < 1.2 / 11 ? 10 : -1 }
      },
      after: { t, x in
        for i in 0..<runs {
          x[i] = min(1, max(-1, x[i]))
          if t > steps / 2 { sums[i] += x[i] / Double(steps / 2) }
        }
      })
    return sums
  }
}
