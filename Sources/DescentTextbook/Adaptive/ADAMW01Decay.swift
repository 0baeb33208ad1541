import Descent
import DescentPictures
import RealModule

extension Textbook {
  private static let (shrinkRate, shrinkDecay, shrinkSteps) = (0.01, 0.1, 500)
  private static let coupledAdam = "adam:weight_decay=\(shrinkDecay)"

  /// ADAMW-01: without a gradient only the decay acts, and it is lr times λ.
  static let adamw01 = Experiment(
    "ADAMW-01", "Without a gradient AdamW multiplies the point by 1 - lr λ at each step.",
    formula: "x_k = (1 − lr λ)^k x₀", source: "Loshchilov and Hutter 2019, Algorithm 2",
    kind: .identity, refutation: "a point off by more than rounding after \(shrinkSteps) steps",
    rule: "adamw:weight_decay=\(shrinkDecay)",
    predict: {
      decayStarts.map {
        Prediction("x_k/x₀ from \($0)", shrunk(shrinkSteps), .relative(1e-12))
      }
    },
    measure: { lab, rule in try remainders(lab, rule, steps: shrinkSteps)[shrinkSteps - 1] },
    control: .rule(coupledAdam)
  ).showing { lab, rule in
    let marks = Array(stride(from: 20, through: shrinkSteps, by: 20))
    func path(_ rule: Specification, _ place: Int) throws -> [SIMD2<Double>] {
      let shares = try remainders(lab, rule, steps: shrinkSteps)
      return .curve(steps: marks) { shares[$0 - 1][place] }
    }
    return try ChartPanel(
      "weights without a gradient", x: Axis("step k"), y: Axis("x_k / x₀"),
      [.predicted("(1 − lr λ)^k", .curve(steps: [0] + marks, shrunk))]
        + decayStarts.indices.prefix(2).map {
          try .measured("\(rule.name), x₀ = \(decayStarts[$0])", path(rule, $0))
        } + [
          .control(
            "adam with L2, x₀ = \(decayStarts[0])", try path(Specification(literal: coupledAdam), 0)
          )
        ])
  }

  private static let decayStarts = [2, -3, 0.5]

  private static func shrunk(_ k: Int) -> Double { .pow(1 - shrinkRate * shrinkDecay, k) }

  /// x_k/x₀ from each start, for k = 1, 2, ….
  private static func remainders(
    _ lab: Laboratory, _ rule: Specification, steps: Int
  ) throws -> [[Double]] {
    var shares: [[Double]] = []
    try lab.drive(
      lab.rule(rule, rate: shrinkRate), from: decayStarts, steps: steps,
      gradient: { _, _, _ in },
      after: { _, x in shares.append(zip(x, decayStarts).map { $0 / $1 }) })
    return shares
  }
}
