import Descent
import DescentGSL
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  /// Polyak's parameters for the smallest and the largest curvature of the function.
  static let cycling = PolyakParameters(mu: 1, l: 25)
  private static let (cycleStart, cycleSteps) = (3.3, 600)

  /// HB-04: the parameters that are best for quadratics need not converge on other functions.
  static let hb04 = Experiment(
    "HB-04", "At Polyak's parameters heavy ball can cycle for ever on a strongly convex function.",
    formula:
      "x_{k+3} = x_k = (1 + β) x_{k+2} − β x_{k+1} − lr f'(x_{k+2}), one of the three above 2",
    source: "Lessard, Recht and Packard 2016, §4.6 and appendix B", kind: .identity,
    refutation: "convergence to the minimum, or another cycle",
    rule: cycling.rule,
    predict: {
      zip(["least", "middle", "largest"], try cycle()).map {
        Prediction("\($0) of the last three", $1, .absolute(1e-10))
      }
    },
    measure: { lab, rule in
      try cyclePoints(lab, rule, rate: cycling.rate).suffix(3).sorted()
    },
    control: .other("gradient descent at 2/(μ + L)") { lab in
      try cyclePoints(
        lab, Specification(literal: "sgd"), rate: 2 / (cycling.mu + cycling.l)
      ).suffix(3).sorted()
    }
  ).showing { lab, rule in
    let shown = 60
    let descent = try cyclePoints(
      lab, Specification(literal: "sgd"), rate: 2 / (cycling.mu + cycling.l))
    return ChartPanel(
      "heavy ball from \(cycleStart) runs into a cycle", x: Axis("step k"), y: Axis("x_k"),
      [
        .predicted(
          "the three points of the cycle",
          .lines(try cycle().map { .level($0, from: -1, to: Double(shown)) })),
        .measured(
          rule.name,
          .trace(Array(try cyclePoints(lab, rule, rate: cycling.rate).prefix(shown + 1)))),
        .control("gradient descent", .trace(Array(descent.prefix(shown + 1)))),
      ])
  }

  private static func cyclePoints(
    _ lab: Laboratory, _ rule: Specification, rate: Double
  ) throws -> [Double] {
    try lab.path(
      lab.rule(rule, rate: rate), on: Separable.lessard, from: [cycleStart], steps: cycleSteps
    ).points.map { $0[0] }
  }

  /// The points p, q, r of the cycle p → q → r → p in ascending order. If q is above 2, the slope of
  /// the function is Lx at p and r and Lx − (L − μ) at q, and the three steps are linear equations.
  private static func cycle() throws -> [Double] {
    let (lr, beta, l) = (cycling.rate, cycling.momentum, cycling.l)
    let step = 1 + beta - lr * l
    // The reduction of the slope beyond the flat part, which is from 1 to 2.
    let kink = l - cycling.mu
    // r = step q − β p + lr kink;  p = step r − β q;  q = step p − β r.
    let points = try solveLinear(
      [beta, -step, 1, 1, beta, -step, -step, 1, beta], [lr * kink, 0, 0])
    return points.sorted()
  }
}
