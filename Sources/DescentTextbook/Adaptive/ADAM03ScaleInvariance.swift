import Descent
import DescentAlgebra
import DescentPictures
import RealModule

extension Textbook {
  /// ADAM-03: with ε = 0 rescaled gradients make the same steps, bit for bit for powers of two.
  static let adam03 = Experiment(
    "ADAM-03",
    "With ε = 0 gradients scaled by a power of two leave Adam's steps the same to the bit.",
    formula: "g → c g, c > 0, leaves Δx as it is", source: "Kingma and Ba 2015, §2.1",
    kind: .identity,
    refutation: "one bit of difference in \(scaledSteps) steps for c = "
      + scaleExponents.map { "2^\(Int($0))" }.joined(separator: ", "), rule: "adam:eps=0",
    predict: { [Prediction("largest difference of a step / lr", 0, .exactly)] },
    measure: { lab, rule in
      [try scaleDifferences(lab, rule, scaleExponents).largestMagnitude]
    },
    control: .rule("adam")
  ).showing { lab, rule in
    let exponents = stride(from: -60.0, through: 60, by: 5).map { $0 }
    func differences(_ rule: Specification) throws -> [SIMD2<Double>] {
      zip(exponents, try scaleDifferences(lab, rule, exponents)).map { SIMD2($0, $1) }
    }
    return ChartPanel(
      "steps on scaled gradients", x: Axis("log₂ c"), y: Axis("largest difference of a step / lr"),
      [
        .predicted("no difference", .level(0, from: exponents[0], to: -exponents[0])),
        .measured("\(rule)", try differences(rule)),
        .control("adam, default ε", try differences(Specification(literal: "adam"))),
      ])
  }

  private static let scaleExponents = [-20.0, 0, 30, 10]
  private static let (scaledRate, scaledSteps) = (0.01, 300)

  /// The largest difference of a step, in rates, for each power of two that scales the gradients.
  private static func scaleDifferences(
    _ lab: Laboratory, _ rule: Specification, _ exponents: [Double]
  ) throws -> [Double] {
    let count = exponents.count
    let scales = exponents.map { Double.exp2($0) }
    let random = lab.random(0xADA3)
    let zero = [Double](repeating: 0, count: 2 * count)
    var largest = [Double](repeating: 0, count: count)
    // The second half of the coordinates has the gradients of the first, rescaled.
    try lab.drive(
      lab.rule(rule, rate: scaledRate), from: zero, steps: scaledSteps,
      gradient: { t, _, g in
        for i in 0..<count {
          g[i] = random.normal(UInt64(count * t + i))
          g[count + i] = scales[i] * g[i]
        }
      },
      after: { _, x in
        for i in 0..<count { largest[i] = max(largest[i], abs(x[count + i] - x[i]) / scaledRate) }
        x = zero
      })
    return largest
  }
}
