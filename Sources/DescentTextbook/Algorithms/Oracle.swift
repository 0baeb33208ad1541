import BowlProblems
import Descent
import DescentAlgebra
import DescentCatalog
import DescentPictures
import DescentStudy

/// The set-up of the chapter: ½ xᵀAx − bᵀx with curvatures from 1 to 100, b and x₀ normal.
package enum Oracle {
  package static let matrix = QUAD5.matrix
  package static let b = normals(seed: 5)
  package static let start = normals(seed: 6)

  private static func normals(seed: UInt64) -> [Double] {
    var random = PortableRandom(seed)
    return random.normals(5)
  }

  /// The tolerance for rounding: 200 steps of at most a dozen operations, with errors of 2⁻⁵³ each,
  /// at points of order 1. None of the runs is so close to its edge of stability that it amplifies
  /// the errors.
  package static let rounding = 3e-13

  /// The rates of a run.
  package enum Rates: Sendable {
    case constant(Double)
    /// η/√t: a rule must use the rate of the current step wherever the rate enters.
    case falling(Double)

    package func rate(_ step: Int) -> Double {
      switch self {
      case .constant(let rate): rate
      case .falling(let rate): rate / Double(step).squareRoot()
      }
    }

    var first: Double { rate(1) }
  }

  static let controlRate = 0.011
  static let controlName = "gradient descent, lr = \(controlRate)"

  /// The points of a rule on the chapter's problem.
  package static func points(
    _ lab: Laboratory, _ rule: Specification, _ rates: Rates, steps: Int
  ) throws -> [[Double]] {
    try lab.path(
      lab.rule(rule, rate: rates.first), on: DenseQuadratic(matrix, b), from: start, steps: steps,
      rate: { step, _, _ in rates.rate(step) }
    ).points
  }

  /// The built-in rule of a specification, which must have a definition.
  package static func defined(_ rule: String) -> any DefinedRule {
    do {
      let optimizer = try Catalog.registry.optimizer(Specification(rule))
      guard let defined = optimizer as? any DefinedRule else {
        fatalError("'\(rule)' brings no definition")
      }
      return defined
    } catch {
      fatalError("\(error)")
    }
  }

  /// The largest difference of two runs in any coordinate at any step; infinite if one overflows.
  package static func difference(_ a: [[Double]], _ b: [[Double]]) -> Double {
    let differences = zip(a.joined(), b.joined()).map { abs($0 - $1) }
    return differences.allSatisfy(\.isFinite) ? differences.max() ?? 0 : .infinity
  }
}

extension Experiment {
  /// A result that compares a rule of the library with its published definition, solved as sums
  /// over all gradients.
  /// - Parameters:
  ///   - rule: the rule that runs, at the library's defaults except for the given settings.
  ///   - definition: the rule whose definition is evaluated, with every constant of the
  ///     publication.
  static func oracle(
    _ id: String, _ claim: String, formula: String, source: String, rule: String,
    rates: Oracle.Rates, steps: Int = 200, definition: String
  ) -> Experiment {
    let predicted: @Sendable () -> [[Double]] = {
      Oracle.defined(definition).points(
        Oracle.matrix, Oracle.b, from: Oracle.start, rates: (1...steps).map(rates.rate))
    }
    let differences: @Sendable ([[Double]]) -> [Double] = { points in
      let predicted = predicted()
      return [
        Oracle.difference(points, predicted),
        Oracle.difference([points[steps]], [predicted[steps]]),
      ]
    }
    let control: @Sendable (Laboratory) throws -> [[Double]] = { lab in
      try Oracle.points(
        lab, Specification(literal: "sgd"), .constant(Oracle.controlRate), steps: steps)
    }
    return Experiment(
      id, claim, formula: formula, source: source, kind: .identity,
      refutation: "one of \(steps) points on a quadratic that differs by more than rounding",
      rule: rule,
      predict: {
        ["largest difference", "largest at the end"].map {
          Prediction($0, 0, .absolute(Oracle.rounding))
        }
      },
      measure: { lab, rule in differences(try Oracle.points(lab, rule, rates, steps: steps)) },
      control: .other(Oracle.controlName) { lab in differences(try control(lab)) }
    ).showing { lab, rule in
      func sums(_ points: [[Double]]) -> [SIMD2<Double>] { .trace(points.map { $0.reduce(0, +) }) }
      return ChartPanel(
        "the sum of the coordinates", x: Axis("step t"), y: Axis("Σ xᵢ"),
        [
          .predicted("sums over all gradients", sums(predicted())),
          .measured(rule.name, sums(try Oracle.points(lab, rule, rates, steps: steps))),
          .control(Oracle.controlName, sums(try control(lab))),
        ])
    }
  }
}
