import Descent
import RealModule

extension Textbook {
  /// ADAMW-01: without a gradient only the decay acts, and it is lr times λ.
  static let adamw01 = Experiment(
    "ADAMW-01", "Without a gradient AdamW shrinks the point by 1 − lr λ a step.",
    formula: "x_k = (1 − lr λ)^k x₀", source: "Loshchilov and Hutter 2019, Algorithm 2",
    kind: .identity, refutation: "a point off by more than rounding after 500 steps",
    rule: "adamw:weight_decay=0.1",
    predict: {
      decayStarts.map {
        Prediction("x_k/x₀ from \($0)", .pow(1 - 0.01 * 0.1, 500), .relative(1e-12))
      }
    },
    measure: { lab, rule in
      let last = try lab.drive(
        lab.rule(rule, rate: 0.01), from: decayStarts, steps: 500, gradient: { _, _, _ in })
      return zip(last, decayStarts).map { $0 / $1 }
    },
    control: .rule("adam:weight_decay=0.1"))

  private static let decayStarts = [2, -3, 0.5]
}
