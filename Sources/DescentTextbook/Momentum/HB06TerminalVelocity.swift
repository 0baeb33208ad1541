import Descent

extension Textbook {
  private static let (force, fallRate, fallMomentum) = (2.0, 0.1, 0.9)

  /// HB-06: under a constant gradient heavy ball approaches a terminal velocity.
  static let hb06 = Experiment(
    "HB-06", "Under a constant gradient heavy ball's k-th move is lr g (1 - β^k)/(1 - β).",
    formula: "x_{k−1} − x_k = lr g (1 − β^k)/(1 − β)",
    source: "Goodfellow, Bengio and Courville 2016, section 8.3.2", kind: .identity,
    refutation: "a move that differs by more than rounding",
    rule: "momentum:momentum=\(fallMomentum)",
    predict: {
      fallSteps.map { Prediction("move \($0)", move($0), .relative(1e-10)) } + [
        Prediction("largest relative error of 300 moves", 0, .absolute(1e-10))
      ]
    },
    measure: { lab, rule in
      let slope = Separable(value: { force * $0 }, derivative: { _ in force })
      let points = try lab.path(
        lab.rule(rule, rate: fallRate), on: slope, from: [0], steps: 300
      ).points
      let moves = (1...300).map { points[$0 - 1][0] - points[$0][0] }
      let errors = (1...300).map { abs(moves[$0 - 1] / move($0) - 1) }
      return fallSteps.map { moves[$0 - 1] } + [errors.max() ?? .nan]
    },
    control: .rule("sgd"))

  private static let fallSteps = [2, 10, 50, 300]

  private static func move(_ k: Int) -> Double {
    fallRate * force * (1 - .pow(fallMomentum, k)) / (1 - fallMomentum)
  }
}
