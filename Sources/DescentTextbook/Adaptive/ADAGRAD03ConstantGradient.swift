import Descent

extension Textbook {
  /// ADAGRAD-03: the accumulator of a constant gradient is k g².
  static let adagrad03 = Experiment(
    "ADAGRAD-03", "Under a constant gradient Adagrad's k-th step is lr/√k, whatever the gradient.",
    formula: "x_k = −lr sign(g) Σ_{j≤k} j^{−1/2}", source: "Duchi, Hazan and Singer 2011, Figure 1",
    kind: .identity, refutation: "one of 1000 points off by more than rounding",
    rule: "adagrad:eps=0",
    predict: {
      let sum = harmonicRoots(1000)[999]
      return [
        Prediction("x at g = 3", -0.5 * sum, .relative(1e-9)),
        Prediction("x at g = -1e-4", 0.5 * sum, .relative(1e-9)),
        Prediction("largest relative error of any step", 0, .absolute(1e-9)),
      ]
    },
    measure: { lab, rule in
      let sums = harmonicRoots(1000)
      var largest = 0.0
      let last = try lab.drive(
        lab.rule(rule, rate: 0.5), from: [0, 0], steps: 1000,
        gradient: { _, _, g in g = [3, -1e-4] },
        after: { k, x in
          let exact = 0.5 * sums[k - 1]
          largest = max(largest, abs(x[0] / exact + 1), abs(x[1] / exact - 1))
        })
      return last + [largest]
    },
    control: .rule("rmsprop:eps=0"))

  /// Σ_{j≤k} j^{−1/2} for k = 1, …, n.
  private static func harmonicRoots(_ n: Int) -> [Double] {
    var sum = 0.0
    return (1...n).map { j in
      sum += 1 / Double(j).squareRoot()
      return sum
    }
  }

  /// ADAGRAD-04: steps that would diverge fill the accumulator until they no longer do.
  static let adagrad04 = Experiment(
    "ADAGRAD-04", "Adagrad converges on a quadratic at any rate.", formula: "x_k → 0 for every lr",
    source: "Ward, Wu and Bottou 2019 (the phenomenon)", kind: .phenomenon,
    refutation: "a rate of 0.1, 1, 10 or 100 that leaves |x| above 1e-3 after 40,000 steps",
    rule: "adagrad",
    predict: { anyRates.map { Prediction("|x|, lr = \($0)", 0, .absolute(1e-3)) } },
    measure: { lab, rule in
      try anyRates.map { rate in
        var size = 0.0
        try lab.follow(
          lab.rule(rule, rate: rate), on: DiagonalQuadratic([1, 10]), from: [1, 1], steps: 40_000
        ) { step, x, _ in
          if step == 40_000 || !x[1].isFinite { size = x.norm }
          return x[1].isFinite
        }
        return size
      }
    },
    control: .rule("sgd"))

  private static let anyRates = [0.1, 1, 10, 100]
}
