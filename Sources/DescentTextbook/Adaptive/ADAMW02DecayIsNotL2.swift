import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  static let (comparedRate, comparedDecay) = (0.01, 0.1)
  private static let comparedSteps = 200

  /// ADAMW-02a: for gradient descent the two are the same.
  ///
  /// No built-in rule is SGD with decoupled decay: the experiment shrinks the point between the
  /// gradient and the step, which is the meaning of decoupling for any rule.
  static let adamw02a = Experiment(
    "ADAMW-02a", "For SGD without momentum L2 regularisation is decoupled weight decay.",
    formula: "x − lr (g + λx) = (1 − lr λ) x − lr g",
    source: "Loshchilov and Hutter 2019, Proposition 1", kind: .identity,
    refutation: "trajectories that differ by more than rounding in \(comparedSteps) steps",
    rule: "sgd",
    predict: {
      ["largest", "last", "largest, with the option of SGD"].map {
        Prediction("\($0) distance", 0, .absolute(1e-12))
      }
    },
    measure: { lab, rule in
      let distances = try distancesOfDecays(lab, rule)
      let option = try distancesOfDecays(lab, Specification(literal: "sgd"), option: true)
      return [distances.largestMagnitude, distances[comparedSteps], option.largestMagnitude]
    },
    control: .rule(coupledMomentum)
  ).showing { lab, rule in
    let control = try distancesOfDecays(lab, Specification(literal: coupledMomentum))
    return ChartPanel(
      "L2 regularisation against decoupled decay", x: Axis("step k"),
      y: Axis("distance of the points"),
      [
        .predicted("no distance", .level(0, from: 0, to: Double(comparedSteps))),
        .measured(rule.name, .trace(try distancesOfDecays(lab, rule))),
        .control("momentum 0.9", .trace(control)),
      ])
  }

  private static let coupledMomentum = "momentum:momentum=0.9"

  /// The distances between the points with the term ½ λ ‖x‖² in the objective, or with the
  /// rule's own option for it, and those with decoupled decay.
  private static func distancesOfDecays(
    _ lab: Laboratory, _ rule: Specification, option: Bool = false
  ) throws -> [Double] {
    let spectrum = [1.0, 5, 20]
    let basis = PortableRandom.orthogonal(3, 4)
    let matrix = Matrix.symmetric(basis, spectrum)
    let (b, start) = ([1.0, -2, 3], [2, -3, 0.5])
    let coupled = try lab.path(
      lab.rule(option ? rule.with(("weight_decay", comparedDecay)) : rule, rate: comparedRate),
      on: DenseQuadratic(
        option ? matrix : .symmetric(basis, spectrum.map { $0 + comparedDecay }), b),
      from: start, steps: comparedSteps)
    let decoupled = try decoupledPath(lab, rule, matrix, b, from: start, steps: comparedSteps)
    return zip(coupled.points, decoupled).map { $0.minus($1).norm }
  }

  /// The points of a rule on ½ xᵀAx − bᵀx, shrunk by 1 − lr λ before each step.
  static func decoupledPath(
    _ lab: Laboratory, _ rule: Specification, _ matrix: Matrix, _ b: [Double],
    from start: [Double], steps: Int
  ) throws -> [[Double]] {
    var stepper = try Stepper<Double>(lab.rule(rule, rate: comparedRate), .vector(start.count))
    var points = [start]
    var x = start
    for _ in 0..<steps {
      let gradient = (matrix * x).minus(b)
      x = x.scaled(by: 1 - comparedRate * comparedDecay)
      stepper.step(&x, gradient: gradient)
      points.append(x)
    }
    return points
  }
}
