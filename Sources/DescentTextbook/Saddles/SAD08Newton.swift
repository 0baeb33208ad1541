import Descent

extension Textbook {
  /// SAD-08: Newton's method without damping converges to saddles.
  static let sad08 = Experiment(
    "SAD-08", "Undamped Newton's method converges to the saddle that gradient descent leaves.",
    formula: "‖x_k‖ → 0 from (0.5, 0.2)", source: "Dauphin et al. 2014", kind: .phenomenon,
    refutation: "a point that is not at the saddle after 20 steps",
    predict: { [Prediction("distance from the saddle", 0, .absolute(1e-12))] },
    measure: { lab in
      [try lab.newton(ConfinedSaddle(), from: [0.5, 0.2], steps: 20).norm]
    },
    control: "gradient descent, which ends at a minimum",
    { lab in
      let rule = try lab.rule(Specification(literal: "sgd"), rate: SaddleSetting.rate)
      return [
        try lab.path(rule, on: ConfinedSaddle(), from: [0.5, 0.2], steps: 500).last.norm
      ]
    })
}
