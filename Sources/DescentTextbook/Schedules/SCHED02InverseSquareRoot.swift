import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let (width, warmup, wrongWarmup) = (512.0, 4000, 2000)

  /// SCHED-02: the Transformer's schedule; this library's has the peak 1, the paper's has 1/√(d
  /// W).
  static let sched02 = Experiment(
    "SCHED-02",
    "The Transformer's rate peaks at the end of the warm-up and halves at four times it.",
    formula: "d^{−1/2} min(s^{−1/2}, s W^{−3/2}): peak (d W)^{−1/2} at s = W, half at 4W",
    source: "Vaswani et al. 2017, equation 3", kind: .identity,
    refutation: "a peak elsewhere, of another height, or another rate at step 4W = \(4 * warmup)",
    predict: {
      let peak = transformerRate(warmup)
      return [
        Prediction("step of the peak", Double(warmup), .exactly),
        Prediction("rate at the peak", peak, .relative(1e-12)),
        Prediction(
          "rate at 4W / at the peak", transformerRate(4 * warmup) / peak, .relative(1e-12)),
      ]
    },
    measure: { lab in try peak(of: transformerRates(lab, warmup: warmup)) },
    control: "a warm-up of \(wrongWarmup)"
  ) { lab in
    try peak(of: transformerRates(lab, warmup: wrongWarmup))
  }.showing { lab, _ in
    let marks = Array(stride(from: warmup / 8, through: 5 * warmup, by: warmup / 8))
    func curve(_ warmup: Int) throws -> [SIMD2<Double>] {
      let rates = try transformerRates(lab, warmup: warmup)
      return .curve(steps: marks) { rates[$0 - 1] }
    }
    return ChartPanel(
      "the Transformer's schedule, d = \(Int(width))", x: Axis("step s"), y: Axis("rate"),
      [
        .predicted("d^-½ min(s^-½, s W^-3/2)", .curve(steps: marks, transformerRate)),
        .measured("inverse_sqrt, W = \(warmup)", try curve(warmup)),
        .control("W = \(wrongWarmup)", try curve(wrongWarmup)),
      ])
  }

  /// The paper's formula.
  private static func transformerRate(_ step: Int) -> Double {
    let (s, w) = (Double(step), Double(warmup))
    return min(1 / s.squareRoot(), s / (w * w.squareRoot())) / width.squareRoot()
  }

  /// The schedule times the paper's peak for the width.
  private static func transformerRates(_ lab: Laboratory, warmup: Int) throws -> [Double] {
    let schedule = try lab.registry.schedule(
      Specification(literal: "inverse_sqrt").with(("warmup", Double(warmup))), horizon: nil)
    let peak = 1 / (width * Double(warmup)).squareRoot()
    return (1...(5 * self.warmup)).map { peak * schedule.factor(at: $0) }
  }

  private static func peak(of rates: [Double]) -> [Double] {
    let place = rates.indices.max { rates[$0] < rates[$1] } ?? 0
    return [Double(place + 1), rates[place], rates[4 * warmup - 1] / rates[place]]
  }
}
