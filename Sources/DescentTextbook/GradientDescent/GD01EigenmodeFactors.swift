import BowlProblems
import Descent
import DescentAlgebra
import DescentPictures
import DescentStudy

extension Textbook {
  private static let (rate, steps) = (0.015, 40)

  /// GD-01: on a quadratic, gradient descent multiplies each eigenmode by exactly 1 − lr λᵢ per
  /// step.
  static let gd01 = Experiment(
    "GD-01", "Gradient descent multiplies each mode of a quadratic by exactly 1 - lr λ_i per step.",
    formula: "z_i(k) = (1 − lr λ_i)^k z_i(0)", source: "folklore; Goh 2017",
    kind: .identity, refutation: "a mode that is off by more than rounding after \(steps) steps",
    rule: "sgd",
    predict: {
      // The accuracy of small modes is limited by the rounding of the large ones.
      QUAD5.spectrum.map { lambda in
        Prediction("mode λ = \(lambda)", .pow(1 - rate * lambda, steps), .absolute(1e-10))
      }
    },
    measure: { lab, rule in try modes(lab, rule)[steps] },
    control: .rule(otherRule)
  ).showing { lab, rule in
    func factors(_ rule: Specification, _ steps: ClosedRange<Int>) throws -> [SIMD2<Double>] {
      let modes = try modes(lab, rule)
      return steps.flatMap { k in
        zip(QUAD5.spectrum, zip(modes[k], modes[k - 1])).map { SIMD2($0, $1.0 / $1.1) }
      }
    }
    return ChartPanel(
      "the factor of each mode", x: Axis("curvature λ"), y: Axis("z(k)/z(k − 1)"),
      [
        .predicted("1 − lr λ", .curve(QUAD5.spectrum) { 1 - rate * $0 }),
        .measured("\(rule.name), steps 1 to 8", try factors(rule, 1...8)),
        .control("\(otherRule), step 8", try factors(Specification(literal: otherRule), 8...8)),
      ])
  }

  private static let otherRule = "momentum:momentum=0.1"

  /// The modes at each step, starting from 1 each.
  private static func modes(_ lab: Laboratory, _ rule: Specification) throws -> [[Double]] {
    try lab.path(
      lab.rule(rule, rate: rate), on: DenseQuadratic(QUAD5.matrix),
      from: QUAD5.basis * [1, 1, 1, 1, 1], steps: steps
    ).points.map { QUAD5.basis.transposed * $0 }
  }
}

/// A = Q diag(1, 3, 10, 30, 100) Qᵀ.
package enum QUAD5 {
  package static let spectrum = [1.0, 3, 10, 30, 100]
  package static let basis = PortableRandom.orthogonal(5, 3)
  package static let matrix = Matrix.symmetric(basis, spectrum)
}
