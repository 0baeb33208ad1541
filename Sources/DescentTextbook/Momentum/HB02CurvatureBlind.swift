import BowlProblems
import Descent
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (blindMomentum, blindRate) = (0.81, 0.01)
  /// The ends of the region, lr λ = (1 ∓ √β)².
  private static let blindProducts = (
    low: .pow(1 - .sqrt(blindMomentum), 2) as Double,
    high: .pow(1 + .sqrt(blindMomentum), 2) as Double
  )
  /// From near the lower end of the region, lr λ = (1 − √β)², to near the upper, (1 + √β)².
  private static let blindCurvatures = [
    1.2 * blindProducts.low / blindRate, 20, 100, 300, 0.98 * blindProducts.high / blindRate,
  ]

  /// HB-02: between two curvatures heavy ball's rate does not depend on the curvature.
  static let hb02 = Experiment(
    "HB-02",
    "On a quadratic, (1 - √β)² < lr λ < (1 + √β)², heavy ball contracts by √β, whatever λ.",
    formula: "factor = √β", source: "Goh 2017", kind: .phenomenon,
    refutation: "a curvature in the region at which the envelope shrinks otherwise",
    rule: "momentum:momentum=\(blindMomentum)",
    predict: {
      blindCurvatures.map {
        Prediction("factor at λ = \(rounded($0))", .sqrt(blindMomentum), .absolute(0.01))
      }
    },
    measure: { lab, rule in try blindCurvatures.map { try envelopeFactor(lab, rule, $0) } },
    control: .rule("sgd")
  ).showing { lab, rule in
    let region = [Double].evenly(1.2 * blindProducts.low, 0.98 * blindProducts.high, 24)
    let outside = [Double].evenly(1.01, 1.2, 6).map { $0 * blindProducts.high }
    func factors(_ rule: Specification, _ products: [Double]) throws -> [SIMD2<Double>] {
      try .curve(products) { try envelopeFactor(lab, rule, $0 / blindRate) }
    }
    return ChartPanel(
      "contraction against curvature", x: Axis("lr λ"), y: Axis("factor per step"),
      [
        .predicted("√β, to lr λ = (1 + √β)²", .curve(region) { _ in .sqrt(blindMomentum) }),
        .measured(rule.name, try factors(rule, region + outside)),
        .control("sgd", try factors(Specification(literal: "sgd"), region)),
      ])
  }

  /// The factor by which the largest |x| of a window of steps shrinks, per step.
  private static func envelopeFactor(
    _ lab: Laboratory, _ rule: Specification, _ curvature: Double
  ) throws -> Double {
    let path = try lab.path(
      lab.rule(rule, rate: blindRate), on: DiagonalQuadratic([curvature]), from: [1], steps: 540)
    // The largest |x| in eight windows of 60 steps, without the first 60 steps.
    let windows = (1...8).map { $0 * 60 }
    let sizes = windows.map { first in
      path.points[first..<(first + 60)].reduce(0) { max($0, abs($1[0])) }
    }
    // Gradient descent, the control, reaches exactly 0 if lr λ = 1.
    let logarithms = sizes.map { Double.log(max($0, .leastNormalMagnitude)) }
    return .exp(try slope(windows.map(Double.init), logarithms))
  }
}
