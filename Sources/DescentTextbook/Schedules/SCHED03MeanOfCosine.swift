import Descent

extension Textbook {
  /// SCHED-03: the last step is not at 0, so the mean is a little above one half.
  static let sched03 = Experiment(
    "SCHED-03", "The mean rate of a cosine schedule is one half and a little.",
    formula: "(1/T) Σ_{t<T} (1 + cos(πt/T))/2 = ½ (1 + 1/T)", source: "elementary",
    kind: .identity, refutation: "another mean over T = 1000 steps",
    predict: { [Prediction("mean factor", 0.5 * (1 + 1 / 1000.0), .relative(1e-12))] },
    measure: { lab in
      let schedule = try thousandCosine(lab)
      return [(1...1000).reduce(0) { $0 + schedule.factor(at: $1) } / 1000]
    },
    control: "the trapezoids of the curve: exactly ½"
  ) { lab in
    let schedule = try thousandCosine(lab)
    return [
      (1...1000).reduce(0) {
        $0 + (schedule.factor(at: $1) + schedule.factor(at: $1 + 1)) / 2
      } / 1000
    ]
  }

  private static func thousandCosine(_ lab: Laboratory) throws -> any Schedule {
    try lab.registry.schedule(Specification(literal: "cosine:horizon=1000"), horizon: nil)
  }
}
