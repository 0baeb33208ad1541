import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import LogisticProblems
import RealModule

extension Textbook {
  private static let rates = (0..<6).map { 0.1 / .pow(2, Double($0)) }
  private static let (scale, batch) = (linearScale, 16)
  static let linearScale = 8

  /// SGD-08a: k small steps are one large step at k times the rate, up to O(lr²).
  static let sgd08a = Experiment(
    "SGD-08a",
    "\(scale) SGD steps at (lr, B = \(batch)) and one at (\(scale) lr, B = \(scale * batch)) "
      + "differ by O(lr²).",
    formula: "‖x_k(lr, B) − x₁(k lr, k B)‖ ~ lr², k = \(scale), B = \(batch)",
    source: "Goyal et al. 2017, §2.1",
    kind: .slope, refutation: "another order in lr", rule: "sgd",
    predict: { [Prediction("order", 2, .within(low: 1.9, high: 2.1))] },
    measure: { lab, rule in [try order(lab, rule, scale: Double(scale))] },
    control: .other("scaling by the square root of \(scale)") { lab in
      [try order(lab, Specification(literal: "sgd"), scale: Double(scale).squareRoot())]
    }
  ).showing { lab, rule in
    func points(_ rule: Specification, scale: Double) throws -> [SIMD2<Double>] {
      zip(rates, try differences(lab, rule, scale: scale)).map { SIMD2($0, $1) }
    }
    let measured = try points(rule, scale: Double(scale))
    let last = measured[measured.count - 1]
    return ChartPanel(
      "\(scale) small steps against one large one", x: .logarithmic("lr"),
      y: .logarithmic("distance of the ends"),
      [
        .predicted("∝ lr²", .curve(rates) { last.y * $0 * $0 / (last.x * last.x) }),
        .measured("\(rule.name), \(scale) lr", measured),
        .control(
          "sgd, √\(scale) lr",
          try points(Specification(literal: "sgd"), scale: Double(scale).squareRoot())),
      ])
  }

  private static func order(
    _ lab: Laboratory, _ rule: Specification, scale: Double
  ) throws -> Double {
    try LineFit.exponent(rates, differences(lab, rule, scale: scale))
  }

  /// The distance between the ends of the small steps and of the large one, at each rate.
  private static func differences(
    _ lab: Laboratory, _ rule: Specification, scale factor: Double
  ) throws -> [Double] {
    // With the same seed, the order of the examples does not depend on the batch size, so both
    // see the same examples.
    func end(_ rate: Double, batch: Int, steps: Int) throws -> [Double] {
      try Run<Double>(
        LogisticExamples(batch: batch), lab.rule(rule, rate: rate),
        options: RunOptions(.steps(steps))
      ).finish().parameters
    }
    return try rates.map { rate in
      try end(rate, batch: batch, steps: scale)
        .minus(end(factor * rate, batch: scale * batch, steps: 1)).norm
    }
  }
}
