import BowlProblems
import Descent
import DescentPictures
import DescentStudy
import RealModule

extension Textbook {
  private static let (peakRate, decaySteps) = (0.9, 100)
  private static let decayCurvatures = [0.5, 1, 2]

  /// SCHED-04: each step multiplies by the factor of its own rate.
  static let sched04 = Experiment(
    "SCHED-04",
    "Under a schedule gradient descent multiplies a mode of a quadratic by Π (1 - lr_t λ).",
    formula: "x_T = Π (1 − lr_t λ) x₀", source: "elementary", kind: .identity,
    refutation: "a product off by more than rounding, as by a schedule that is one step late",
    rule: "sgd",
    predict: {
      decayCurvatures.map { lambda in
        Prediction("x at λ = \(lambda)", products(lambda)[decaySteps], .relative(1e-9))
      }
    },
    measure: { lab, rule in try scheduledPath(lab, rule, shift: 0).last },
    control: .other("one step late") { lab in
      try scheduledPath(lab, Specification(literal: "sgd"), shift: 1).last
    }
  ).showing { lab, rule in
    func sizes(_ path: Path, _ place: Int) -> [SIMD2<Double>] {
      .trace(path.points.map { abs($0[place]) })
    }
    let path = try scheduledPath(lab, rule, shift: 0)
    let late = try scheduledPath(lab, Specification(literal: "sgd"), shift: 1)
    return ChartPanel(
      "modes under a cosine schedule", x: Axis("step T"), y: .logarithmic("|x_T|"),
      [
        .predicted(
          "|Π (1 − lr_t λ)|", .lines(decayCurvatures.map { .trace(products($0).map { abs($0) }) }))
      ]
        + decayCurvatures.indices.map {
          .measured("\(rule.name), λ = \(decayCurvatures[$0])", sizes(path, $0))
        } + [.control("λ = \(decayCurvatures[0]), one step late", sizes(late, 0))])
  }

  /// The products of the factors of a mode, after 0, 1, … steps.
  private static func products(_ lambda: Double) -> [Double] {
    (0..<decaySteps).reduce(into: [1.0]) { products, t in
      let rate = peakRate * (1 + .cos(.pi * Double(t) / Double(decaySteps))) / 2
      products.append(products[t] * (1 - rate * lambda))
    }
  }

  private static func scheduledPath(
    _ lab: Laboratory, _ rule: Specification, shift: Int
  ) throws -> Path {
    let schedule = try cosine(lab, decaySteps)
    return try lab.path(
      lab.rule(rule, rate: peakRate), on: DiagonalQuadratic(decayCurvatures), from: [1, 1, 1],
      steps: decaySteps, rate: { t, _, _ in peakRate * schedule.factor(at: t + shift) })
  }
}
