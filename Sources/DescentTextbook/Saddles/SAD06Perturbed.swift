import Descent
import DescentPictures
import SaddleProblems

extension Textbook {
  private static let (trials, steps, tolerance) = (5 as UInt64, 999, 0.02)
  private static let (noise, gradientBelow) = (1e-3, 1e-3)

  /// SAD-06: perturbed gradient descent leaves even the saddle itself.
  static let sad06 = Experiment(
    "SAD-06",
    "Started at a saddle, perturbed gradient descent reaches a minimum with high probability.",
    formula: "||y| − 1| < \(tolerance) after \(steps) steps, noise \(noise) where "
      + "‖g‖ < \(gradientBelow)",
    source: "Jin et al. 2017", kind: .phenomenon,
    refutation: "a seed of \(trials) that is not at y = ±1 in the end", rule: "sgd",
    predict: { [Prediction("largest distance from y = ±1", 0, .absolute(tolerance))] },
    measure: { lab, rule in [try largestDistance(lab, rule, noise: noise)] },
    control: .other("gradient descent, which stays") { lab in
      [try largestDistance(lab, Specification(literal: "sgd"), noise: 0)]
    }
  ).showing { lab, rule in
    let paths = try (0..<trials).map { try wanderings(lab, rule, trial: $0, noise: noise) }
    let still = try wanderings(lab, Specification(literal: "sgd"), trial: 0, noise: 0)
    let last = Double(steps)
    return ChartPanel(
      "\(trials) seeds, all from the saddle", x: Axis("step k"), y: Axis("y_k"),
      [
        .predicted("the minima, y = ±1", .lines([-1, 1].map { .level($0, from: 0, to: last) })),
        .run("perturbed \(rule.name)", .lines(paths.map { thinned(.trace($0)) })),
        .measured("where each ends", paths.map { SIMD2(last, $0[steps]) }),
        .control("gradient descent", thinned(.trace(still))),
      ])
  }

  private static func thinned(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    stride(from: 0, to: points.count, by: 5).map { points[$0] }
  }

  private static func largestDistance(
    _ lab: Laboratory, _ rule: Specification, noise: Double
  ) throws -> Double {
    try (0..<trials).map {
      abs(abs(try wanderings(lab, rule, trial: $0, noise: noise)[steps]) - 1)
    }.max() ?? .nan
  }

  /// y at each step.
  private static func wanderings(
    _ lab: Laboratory, _ rule: Specification, trial: UInt64, noise: Double
  ) throws -> [Double] {
    let random = lab.random(0x5AD_06).split(stream: trial)
    var push = Push(gradientBelow: gradientBelow, pause: 100)
    var path: [Double] = []
    // The last push is then some hundred steps ago, so its effect has decayed.
    try lab.followPushed(
      lab.rule(rule, rate: SaddleSetting.rate), on: ConfinedSaddle(), from: [0, 0], steps: steps,
      push: { step, x, gradient in
        guard push.isDue(step, gradient) else { return false }
        for i in 0...1 { x[i] += noise * random.normal(UInt64(2 * step + i)) }
        return true
      },
      visit: { _, x in
        path.append(x[1])
        return true
      })
    return path
  }
}
