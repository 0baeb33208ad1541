import Descent
import DescentPictures
import DescentStudy
import RealModule

extension Textbook {
  private static let condition = 50.0
  private static let start = [-1.52, 1.61]
  private static let steps = 150
  /// β of Polyak's tuning, raised a little: at β itself the two roots of a mode coincide, and the
  /// factor is reached only after many steps.
  private static let valleyMomentum = 0.7
  private static let descentFactor = (condition - 1) / (condition + 1)
  private static let ballFactor = Double.sqrt(valleyMomentum)

  static let narrowValley = Demonstration(
    title: "Momentum through a narrow valley",
    text:
      "A bowl of curvatures 1 and \(Int(condition)), turned, so that it is a valley askew to the axes. "
      + "Gradient descent at its best rate 2/(L + μ) bounces between the walls and loses "
      + "\(rounded(100 * (1 - descentFactor), digits: 1)) % of "
      + "the distance per step. Heavy ball adds up the small, constant push along the valley and "
      + "lets the pushes across it cancel: it comes in with a factor √β = \(rounded(ballFactor)) per step, "
      + "more than \(Int(.log(ballFactor) / .log(descentFactor))) times as fast. Nesterov's form, at its rate 1/L, does not swing across the valley.",
    experiment: Experiment(
      "DEMO-03",
      "In a quadratic valley of condition κ heavy ball turns 1 - 2/(κ + 1) a step into √β.",
      formula: "(κ − 1)/(κ + 1) for gradient descent; √β for heavy ball, all of whose modes swing",
      source: "Polyak 1964; GD-02 and HB-01", kind: .slope,
      refutation: "another mean factor per step",
      predict: {
        [
          Prediction("gradient descent", descentFactor, .relative(1e-3)),
          Prediction("heavy ball", ballFactor, .relative(0.02)),
        ]
      },
      measure: { lab in try [factor(lab, valleyRules[0].rule), factor(lab, valleyRules[1].rule)] },
      control: "gradient descent in both places",
      { lab in try [factor(lab, valleyRules[0].rule), factor(lab, valleyRules[0].rule)] }),
    show: { lab in
      let problem = try valley(lab)
      let paths = try valleyRules.map { try valleyRun(lab, $0.rule) }
      let names = valleyRules.map(\.name)
      return Exhibit(
        picture: Picture([
          try problem.contours(
            title: "a valley of condition \(Int(condition))",
            trajectories: zip(paths, names).map { $0.trajectory($1) }),
          problem.losses(title: "the way down", curves: zip(paths, names).map { $0.curve($1) }),
        ]),
        table: [["rule", "steps to a gap of 1e-6"]]
          + zip(paths, names).map { path, name in
            [name, path.losses.firstIndex { $0 <= 1e-6 }.map(String.init) ?? "over \(steps)"]
          })
    })

  private static let valleyRules: [(name: String, rule: String)] = [
    ("gradient descent", "sgd:lr=\(2 / (condition + 1))"),
    ("heavy ball, β = \(valleyMomentum)", "momentum:momentum=\(valleyMomentum),lr=0.05"),
    (
      "Nesterov, β = \(valleyMomentum)", "momentum:momentum=\(valleyMomentum),nesterov=true,lr=0.02"
    ),
  ]

  private static func valley(_ lab: Laboratory) throws -> any Problem {
    try lab.registry.problem(
      Specification(literal: "quadratic:n=2,condition=\(condition),rotated=true"))
  }

  private static func valleyRun(_ lab: Laboratory, _ rule: String) throws -> Path {
    try lab.path(
      lab.registry.optimizer(Specification(literal: rule)), on: valley(lab), from: start,
      steps: steps)
  }

  /// The mean factor of the distance per step, from step 30 to step 130.
  private static func factor(_ lab: Laboratory, _ rule: String) throws -> Double {
    let distances = try valleyRun(lab, rule).distances(from: [0, 0])
    return .pow(distances[130] / distances[30], 1.0 / 100)
  }
}
