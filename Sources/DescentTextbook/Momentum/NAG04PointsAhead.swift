import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (rate, beta, steps) = (0.005, 0.9, 100)

  /// NAG-04: the form used by libraries stores the look-ahead points of the textbooks' form.
  static let nag04 = Experiment(
    "NAG-04", "The parameters of the libraries' Nesterov are the points ahead of the textbooks'.",
    formula: "y_k = x_k + β (x_k − x_{k−1}), x_{k+1} = y_k − lr ∇f(y_k)",
    source: "Sutskever et al. 2013; Bengio, Boulanger-Lewandowski and Pascanu 2013",
    kind: .identity,
    refutation: "a coordinate of \(steps) steps that differs by more than rounding",
    rule: "momentum:nesterov=true,momentum=\(beta)",
    predict: { [Prediction("largest difference", 0, .absolute(1e-12))] },
    measure: { lab, rule in
      let pairs = zip(try libraryPoints(lab, rule), try twoSequences(lab))
      return [pairs.map { $0.minus($1).largestMagnitude }.max() ?? .nan]
    },
    control: .rule("momentum:momentum=\(beta)")
  ).showing { lab, rule in
    let mode = ones.count / 2
    func coordinate(_ points: [[Double]]) -> [SIMD2<Double>] { .trace(points.map { $0[mode] }) }
    let ball = Specification(literal: "momentum:momentum=\(beta)")
    return ChartPanel(
      "coordinate \(mode + 1) of \(ones.count)", x: Axis("step k"), y: Axis("y_k"),
      [
        .predicted("the textbooks' points ahead", coordinate(try twoSequences(lab))),
        .measured(rule.name, coordinate(try libraryPoints(lab, rule))),
        .control("heavy ball", coordinate(try libraryPoints(lab, ball))),
      ])
  }

  private static func libraryPoints(
    _ lab: Laboratory, _ rule: Specification
  ) throws -> [[Double]] {
    try lab.path(lab.rule(rule, rate: rate), on: thirtyModes, from: ones, steps: steps).points
  }

  /// The look-ahead points in the textbooks' form, computed with gradient descent steps from
  /// them.
  private static func twoSequences(_ lab: Laboratory) throws -> [[Double]] {
    let rule = try lab.rule(Specification(literal: "sgd"), rate: rate)
    var (x, y) = (ones, ones)
    var ahead = [y]
    for _ in 0..<steps {
      let next = try lab.path(rule, on: thirtyModes, from: y, steps: 1).last
      (x, y) = (next, next.plus(next.minus(x).scaled(by: beta)))
      ahead.append(y)
    }
    return ahead
  }
}
