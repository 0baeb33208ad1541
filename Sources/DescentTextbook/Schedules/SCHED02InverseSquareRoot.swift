import Descent

extension Textbook {
  /// SCHED-02: the Transformer's schedule; ours has the peak 1, its paper's 1/√(d W).
  static let sched02 = Experiment(
    "SCHED-02",
    "The Transformer's rate peaks at the end of the warm-up and halves at four times it.",
    formula: "d^{−1/2} min(s^{−1/2}, s W^{−3/2}): peak (d W)^{−1/2} at s = W, half at 4W",
    source: "Vaswani et al. 2017, equation 3", kind: .identity,
    refutation: "a peak elsewhere, of another height, or another rate at step 16,000",
    predict: {
      let (width, warmup) = (512.0, 4000.0)
      return [
        Prediction("step of the peak", warmup, .exactly),
        Prediction("rate at the peak", 1 / (width * warmup).squareRoot(), .relative(1e-12)),
        Prediction(
          "rate at 16,000 / at the peak", (warmup / 16_000).squareRoot(), .relative(1e-12)),
      ]
    },
    measure: { lab in try transformerRates(lab, warmup: 4000) }, control: "a warm-up of 2000"
  ) { lab in try transformerRates(lab, warmup: 2000) }

  /// The schedule times the paper's peak for the width 512.
  private static func transformerRates(_ lab: Laboratory, warmup: Int) throws -> [Double] {
    let schedule = try lab.registry.schedule(
      Specification(literal: "inverse_sqrt").with(("warmup", Double(warmup))), horizon: nil)
    let peak = 1 / (512 * Double(warmup)).squareRoot()
    let rates = (1...20_000).map { peak * schedule.factor(at: $0) }
    let place = rates.indices.max { rates[$0] < rates[$1] } ?? 0
    return [Double(place + 1), rates[place], rates[15_999] / rates[place]]
  }
}
