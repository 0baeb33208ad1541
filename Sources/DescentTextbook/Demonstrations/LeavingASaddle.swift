import Descent
import DescentPictures
import DescentStudy
import RealModule

extension Textbook {
  private static let start = [1.5, 1e-6]
  private static let steps = 400
  private static let rate = 0.05
  private static let (saddleMomentum, pushSize) = (0.9, 0.01)
  /// The growth of |y| per step at the saddle, whose curvature along y is −2.
  private static let descentGrowth = 1 + 2 * rate
  private static let momentumGrowth: Double = {
    let sum = saddleMomentum + descentGrowth
    return (sum + .sqrt(sum * sum - 4 * saddleMomentum)) / 2
  }()

  static let leavingASaddle = Demonstration(
    title: "A saddle that noise or momentum leaves",
    text: "The saddle x² - y² between two minima, and starts next to the line y = 0 from which "
      + "everything flows into it. Gradient descent runs to the saddle and stays for more than a "
      + "hundred steps: its distance from the line grows by 1 + lr λ = \(rounded(descentGrowth)) a "
      + "step, from \(start[1]). Momentum \(saddleMomentum) grows by \(rounded(momentumGrowth)) a step, and "
      + "leaves \(rounded(.log(momentumGrowth) / .log(descentGrowth), digits: 2)) times as soon "
      + "(not \(rounded(1 / (1 - saddleMomentum))) times, as 1/(1 - β) would have it), swinging about the minimum afterwards. "
      + "Perturbed gradient descent starts exactly on the line, where the others would stay for "
      + "ever, and leaves as soon as a first push of size \(pushSize) is due. At the minimum the pushes go "
      + "on, every hundred steps, and do no harm.",
    experiment: Experiment(
      "DEMO-06", "Near the saddle |y| grows by 1 + lr λ, with momentum by more; a push starts it.",
      formula: "1 + a; larger root of z² − (1 + β + a) z + β; |y| → √2; a = lr λ",
      source: "SAD-01, SAD-03 and SAD-06",
      kind: .slope, refutation: "another growth while |y| is small, or a run that stays",
      predict: {
        [
          Prediction("growth, gradient descent", descentGrowth, .relative(1e-3)),
          Prediction("growth, momentum", momentumGrowth, .relative(0.02)),
          Prediction("|y| of perturbed descent at the end", .sqrt(2), .absolute(0.02)),
        ]
      },
      measure: { lab in
        [
          growth(try saddleRun(lab, saddleRules[0].rule), 1e-5, 1e-2),
          growth(try saddleRun(lab, saddleRules[1].rule), 1e-5, 1e-2),
          abs(try pushedRun(lab, noise: pushSize).last[1]),
        ]
      },
      control: "gradient descent, on the line without a push",
      { lab in
        let plain = growth(try saddleRun(lab, saddleRules[0].rule), 1e-5, 1e-2)
        return [plain, plain, abs(try pushedRun(lab, noise: 0).last[1])]
      }),
    show: { lab in
      let problem = try saddle(lab)
      let paths =
        try saddleRules.map { try saddleRun(lab, $0.rule) } + [
          try pushedRun(lab, noise: pushSize), try pushedRun(lab, noise: 0),
        ]
      let names = saddleRules.map(\.name) + ["perturbed, from y = 0", "not perturbed, from y = 0"]
      return Exhibit(
        picture: Picture([
          try problem.contours(
            title: "x² − y² + (x⁴ + y⁴)/4",
            trajectories: zip(paths, names).map { $0.trajectory($1) }),
          LossPanel(
            title: "the wait at the saddle", label: "gap to the minima, f(x) + 1",
            curves: zip(paths, names).map { path, name in
              Curve(
                name: name,
                points: path.losses.enumerated().map { SIMD2(Double($0), $1 + 1) })
            }),
        ]),
        table: [["rule", "steps until |y| > 0.1", "final loss"]]
          + zip(paths, names).map { path, name in
            let step = path.points.firstIndex { abs($0[1]) > 0.1 }
            return [name, step.map(String.init) ?? "never", rounded(path.losses[steps])]
          })
    })

  private static let saddleRules: [(name: String, rule: String)] = [
    ("gradient descent", "sgd:lr=\(rate)"),
    ("momentum \(saddleMomentum)", "momentum:momentum=\(saddleMomentum),lr=\(rate)"),
  ]

  private static func saddle(_ lab: Laboratory) throws -> any Problem {
    try lab.registry.problem(Specification(literal: "saddle"))
  }

  private static func saddleRun(_ lab: Laboratory, _ rule: String) throws -> Path {
    try lab.path(
      lab.registry.optimizer(Specification(literal: rule)), on: saddle(lab), from: start,
      steps: steps)
  }

  /// The mean growth of |y| per step while it lies between two small sizes.
  private static func growth(_ path: Path, _ low: Double, _ high: Double) -> Double {
    let sizes = path.points.map { abs($0[1]) }
    guard let first = sizes.firstIndex(where: { $0 > low }),
      let last = sizes.firstIndex(where: { $0 > high }), last > first
    else { return 1 }
    return .pow(sizes[last] / sizes[first], 1 / Double(last - first))
  }

  /// Gradient descent from exactly y = 0, pushed where the gradient is small.
  private static func pushedRun(_ lab: Laboratory, noise: Double) throws -> Path {
    let problem = try saddle(lab)
    let random = lab.random(0xDE_06)
    var push = Push(gradientBelow: 1e-3, pause: 100)
    var points: [[Double]] = []
    var losses: [Double] = []
    let objective = try Double.makeObjective(problem)
    try lab.followPushed(
      lab.rule(Specification(literal: "sgd"), rate: rate), on: problem, from: [start[0], 0],
      steps: steps,
      push: { step, x, gradient in
        guard noise > 0, push.isDue(step, gradient) else { return false }
        for i in 0...1 { x[i] += noise * random.normal(UInt64(2 * step + i)) }
        return true
      },
      visit: { _, x in
        points.append(x)
        losses.append(objective.value(x))
        return true
      })
    return Path(points: points, losses: losses)
  }
}
