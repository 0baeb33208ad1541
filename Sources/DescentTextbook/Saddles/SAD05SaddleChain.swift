import Descent
import DescentGSL
import DescentPictures
import RealModule
import SaddleProblems

extension Textbook {
  private static let d = 6
  private static let (l, gamma) = (1.0, 1.0)
  private static let rate = 1 / (4 * l)
  private static let chainRatio = 1 + abs(.log(1 - 2 * rate * l)) / .log(1 + 2 * rate * gamma)

  /// SAD-05: along a chain of saddles gradient descent takes exponential time.
  static let sad05 = Experiment(
    "SAD-05",
    "On the saddle chain each next saddle holds gradient descent \(rounded(chainRatio)) times as long.",
    formula: "ratio = 1 + |ln(1 − 2 lr L)| / ln(1 + 2 lr γ)",
    source: "Du et al. 2017, §4 and Theorem 4.1; the ratio is derived here", kind: .slope,
    refutation: "another growth of the times between saddles",
    rule: "sgd",
    predict: { [Prediction("ratio of successive times", chainRatio, .relative(0.1))] },
    measure: { lab, rule in [try ratio(passingTimes(lab, rule, isPushed: false))] },
    control: .other("perturbed gradient descent, linear in the number of saddles") { lab in
      [try ratio(passingTimes(lab, Specification(literal: "sgd"), isPushed: true))]
    }
  ).showing { lab, rule in
    func graph(_ rule: Specification, isPushed: Bool) throws -> [SIMD2<Double>] {
      .trace(waits(try passingTimes(lab, rule, isPushed: isPushed)), from: 3)
    }
    let measured = try graph(rule, isPushed: false)
    // Theory gives only the ratio, so the line begins at the first measurement.
    let first = measured.first ?? SIMD2(3, 1)
    return ChartPanel(
      "steps from saddle to saddle of the chain", x: Axis("saddle"), y: .logarithmic("steps"),
      [
        .predicted(
          "growth by \(rounded(chainRatio))",
          .curve(steps: Array(3...d)) { first.y * .pow(chainRatio, $0 - 3) }),
        .measured(rule.name, measured),
        .control("perturbed", try graph(Specification(literal: "sgd"), isPushed: true)),
      ])
  }

  /// The times from saddle to saddle, without the first.
  private static func waits(_ times: [Int]) -> [Double] {
    zip(times.dropFirst(), times).dropFirst().map { Double($0 - $1) }
  }

  /// The growth factor of the times from saddle to saddle, fitted to their logarithms.
  private static func ratio(_ times: [Int]) throws -> Double {
    let waits = waits(times)
    guard times.count == d, waits.allSatisfy({ $0 > 0 }) else { return .nan }
    let places = waits.indices.map(Double.init)
    return .exp(try LineFit(places, waits.map { .log($0) }).slope)
  }

  /// The step at which each saddle of a chain is passed, up to the last one, or until a coordinate is
  /// 0, where it stays because its slope is 0, too.
  package static func passingTimes(
    _ lab: Laboratory, _ rule: Specification, isPushed: Bool, saddles d: Int = d
  ) throws -> [Int] {
    let problem = SaddleChain(d, l: l, gamma: gamma)
    let random = lab.random(0x5AD_05)
    var push = Push(gradientBelow: 0.1, pause: 6)
    var times: [Int] = []
    try lab.followPushed(
      lab.rule(rule, rate: rate), on: problem, from: problem.start(seed: 7), steps: 20_000,
      push: { step, x, gradient in
        guard isPushed, push.isDue(step, gradient) else { return false }
        // Pushes only coordinates that have not passed, and reflects them to stay in the
        // construction's orthant.
        for i in x.indices where x[i] < 2 * problem.tau {
          x[i] = abs(x[i] + 0.1 * (2 * random.uniform(UInt64(step * d + i)) - 1))
        }
        return true
      },
      visit: { step, x in
        while times.count < problem.passed(x) { times.append(step) }
        return times.count < d && !x.contains(0)
      })
    return times
  }
}
