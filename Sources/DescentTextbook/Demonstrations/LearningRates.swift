import Descent
import DescentPictures
import DescentStudy
import RealModule

extension Textbook {
  private static let kinds: [(name: String, square: Double, bowl: Double)] = [
    ("too small", 0.02, 0.01), ("right", 0.4, 0.16), ("too large", 0.95, 0.19),
    ("diverging", 1.05, 0.204),
  ]
  private static let steps = 40

  private static func squareFactor(_ place: Int) -> String {
    rounded(1 - 2 * kinds[place].square)
  }

  static let learningRates = Demonstration(
    title: "The learning rate: too small, right, too large, diverging",
    text: "On y = x² a step multiplies x by 1 - 2 lr. At \(kinds[0].square) that is "
      + "\(squareFactor(0)): safe, and slow. At \(kinds[1].square) it is \(squareFactor(1)): a few steps "
      + "are enough. At \(kinds[2].square) it is \(squareFactor(2)): x jumps from side to side and "
      + "comes no faster than at \(rounded(1 - kinds[2].square)). At \(kinds[3].square) it is "
      + "\(squareFactor(3)), and every step is longer than the one before. In two dimensions each direction of the bowl has a factor of its own: the steep "
      + "one sets the limit 2/L, the flat one sets the time, and a rate near the limit zigzags "
      + "across the steep direction while it crawls along the flat one.",
    experiment: Experiment(
      "DEMO-01",
      "On y = x² the loss after k steps is (1 - 2 lr)^2k f₀, below and above the limit lr = 1.",
      formula: "f_k = (1 − 2 lr)^{2k} f₀", source: "GD-01 and GD-03", kind: .identity,
      refutation: "another loss after \(steps) steps at one of the rates", rule: "sgd",
      predict: {
        kinds.map {
          Prediction($0.name, .pow(1 - 2 * $0.square, 2 * steps), .relative(1e-9))
        }
      },
      measure: { lab, rule in
        try kinds.map { try squareRun(lab, rule, $0.square).losses[steps] }
      },
      control: .rule("momentum:momentum=0.5")),
    show: { lab in
      let rule = Specification(literal: "sgd")
      let square = try kinds.map { try squareRun(lab, rule, $0.square) }
      let bowl = try lab.registry.problem(
        Specification(literal: "quadratic:n=2,condition=10,spectrum=linear"))
      let paths = try kinds.map { kind in
        // Few enough steps for the diverging one to stay in the picture.
        try lab.path(
          lab.rule(rule, rate: kind.bowl), on: bowl, from: [-1.8, 0.8],
          steps: kind.name == "diverging" ? 21 : steps)
      }
      let names = kinds.map { "\($0.name), lr = \($0.square)" }
      let bowlNames = kinds.map { "\($0.name), lr = \($0.bowl)" }
      return Exhibit(
        picture: Picture([
          LossPanel(
            title: "y = x²", label: "loss", curves: zip(square, names).map { $0.curve($1) }),
          try bowl.contours(
            title: "a bowl of curvatures 1 and 10",
            trajectories: zip(paths, bowlNames).map { $0.trajectory($1) }),
        ]),
        table: [["rate", "lr", "factor of x", "loss after \(steps) steps"]]
          + zip(kinds, square).map { kind, path in
            [
              kind.name, "\(kind.square)", rounded(1 - 2 * kind.square),
              rounded(path.losses[steps]),
            ]
          })
    })

  private static func squareRun(
    _ lab: Laboratory, _ rule: Specification, _ rate: Double
  ) throws -> Path {
    try lab.path(
      lab.rule(rule, rate: rate), on: lab.registry.problem(Specification(literal: "square")),
      from: [1], steps: steps)
  }
}
