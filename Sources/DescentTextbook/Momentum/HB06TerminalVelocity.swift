import Descent
import DescentPictures
import DescentStudy
import WorstCaseProblems

extension Textbook {
  private static let (force, fallRate, fallMomentum) = (2.0, 0.1, 0.9)

  /// HB-06: under a constant gradient heavy ball approaches a terminal velocity.
  static let hb06 = Experiment(
    "HB-06", "From rest under a constant gradient heavy ball's move k is lr g (1 - β^k)/(1 - β).",
    formula: "x_{k−1} − x_k = lr g (1 − β^k)/(1 − β)",
    source: "Goodfellow, Bengio and Courville 2016, §8.3.2", kind: .identity,
    refutation: "a move that differs by more than rounding",
    rule: "momentum:momentum=\(fallMomentum)",
    predict: {
      fallSteps.map { Prediction("move \($0)", move($0), .relative(1e-10)) } + [
        Prediction("largest relative error of \(fallEnd) moves", 0, .absolute(1e-10))
      ]
    },
    measure: { lab, rule in
      let moves = try moves(lab, rule, fallEnd)
      let errors = (1...fallEnd).map { abs(moves[$0 - 1] / move($0) - 1) }
      return fallSteps.map { moves[$0 - 1] } + [errors.max() ?? .nan]
    },
    control: .rule("sgd")
  ).showing { lab, rule in
    ChartPanel(
      "moves under a constant gradient", x: Axis("step k"), y: Axis("move"),
      [
        .predicted("lr g (1 − β^k)/(1 − β)", .curve(steps: Array(1...60), move)),
        .measured(rule.name, .trace(try moves(lab, rule, 60), from: 1)),
        .control("sgd", .trace(try moves(lab, Specification(literal: "sgd"), 60), from: 1)),
      ])
  }

  /// HB-06b: dampening does not apply to the first gradient by default: with d = β, the first move
  /// is 1/(1 − β) times that of the moving average.
  static let hb06b = Experiment(
    "HB-06b", "As libraries have it, dampening spares the first gradient: move 1 is lr g.",
    formula: "x_{k−1} − x_k = lr g (β^{k−1} + (1 − d)(1 − β^{k−1})/(1 − β))",
    source: "derived here, from torch.optim.SGD", kind: .identity,
    refutation: "a move that differs by more than rounding",
    predict: {
      dampedSteps.map { Prediction("move \($0)", dampedMove($0), .relative(1e-10)) }
    },
    measure: { lab in
      let moves = try dampedMoves(lab, "")
      return dampedSteps.map { moves[$0 - 1] }
    },
    control: "dampens_first"
  ) { lab in
    let moves = try dampedMoves(lab, ",dampens_first=true")
    return dampedSteps.map { moves[$0 - 1] }
  }.showing { lab, _ in
    ChartPanel(
      "moves under a constant gradient, dampening \(fallDampening)", x: Axis("step k"),
      y: Axis("move"),
      [
        .predicted("the formula", .curve(steps: Array(1...dampedEnd), dampedMove)),
        .measured("momentum", .trace(try dampedMoves(lab, ""), from: 1)),
        .control("dampens_first", .trace(try dampedMoves(lab, ",dampens_first=true"), from: 1)),
      ])
  }

  private static let (dampedSteps, dampedEnd) = ([1, 2, 3, 50], 50)
  private static let fallDampening = 0.6

  private static func dampedMove(_ k: Int) -> Double {
    let power = Double.pow(fallMomentum, k - 1)
    let velocity = power + (1 - fallDampening) * (1 - power) / (1 - fallMomentum)
    return fallRate * force * velocity
  }

  private static func dampedMoves(_ lab: Laboratory, _ setting: String) throws -> [Double] {
    let rule = Specification(
      literal: "momentum:momentum=\(fallMomentum),dampening=\(fallDampening)" + setting)
    return try moves(lab, rule, dampedEnd)
  }

  /// The moves under the constant gradient, from rest.
  private static func moves(
    _ lab: Laboratory, _ rule: Specification, _ steps: Int
  ) throws -> [Double] {
    let slope = Separable(value: { force * $0 }, derivative: { _ in force })
    let points = try lab.path(
      lab.rule(rule, rate: fallRate), on: slope, from: [0], steps: steps
    ).points
    return zip(points, points.dropFirst()).map { $0[0] - $1[0] }
  }

  private static let (fallSteps, fallEnd) = ([2, 10, 50, 300], 300)

  private static func move(_ k: Int) -> Double {
    fallRate * force * (1 - .pow(fallMomentum, k)) / (1 - fallMomentum)
  }
}
