import BowlProblems
import Descent
import DescentAlgebra
import DescentTextbook
import LeastSquaresProblems
import RealModule
import Testing

/// The numbers of an independent program, with its eight significant digits. Results that are only
/// rounding (GD-01, GD-06a, GD-11a and b) have no digits to compare.
private let independent: [(id: String, measured: [Double])] = [
  ("GD-02a", [0.98019802]), ("GD-02b", [0.01980198]), ("GD-03", [0.1]), ("GD-04b", [1, 1]),
  ("GD-04c", [1.8340534]), ("GD-05", [0.70571919]), ("GD-06b", [0.64011689]),
  ("GD-07a", [0.78113436]), ("GD-07b", [0.87890625]), ("GD-08", [0.9231065, 0.9231065]),
  ("GD-09", [2, 0.17929172]), ("GD-12a", [1.0021306, 0.29349227]), ("GD-13a", [0.99927773]),
  ("GD-13b", [0.53103482]), ("GD-13c", [0.52083676]),
  ("GD-14", [68, 205, 681, 2042, 6807, 20420]),
]

/// The numbers of its controls.
private let independentControls: [(id: String, place: Int, value: Double)] = [
  ("GD-02a", 0, 0.98828595), ("GD-03", 0, 0.15),
  ("GD-04b", 0, 18.580086), ("GD-04c", 0, 1.5), ("GD-05", 0, 3.3742227e51), ("GD-06a", 0, 0.144),
  ("GD-06b", 0, 37.468393), ("GD-07a", 0, 7000.699), ("GD-07b", 0, 0.9641414),
  ("GD-08", 0, 0.17614712), ("GD-08", 1, 0.92387543), ("GD-09", 0, 64), ("GD-13a", 0, 0.53103482),
  ("GD-13b", 0, 0.99927773),
  ("GD-13c", 0, 0.99927773), ("GD-14", 0, 26), ("GD-14", 5, 555),
]

@Suite("A result on gradient descent") struct GradientDescentTests {
  @Test("measures the numbers of an independent implementation", arguments: independent.map(\.id))
  func independentValues(id: String) throws {
    let expected = try #require(independent.first { $0.id == id })
    let finding = try finding(id)
    #expect(agree(finding.measured, expected.measured), "\(finding.measured)")
  }

  @Test(
    "the controls are those of an independent implementation",
    arguments: Set(independentControls.map(\.id)).sorted())
  func controls(id: String) throws {
    let finding = try finding(id)
    for control in independentControls where control.id == id {
      let value = finding.controlled[control.place]
      #expect(agree(value, control.value), "\(value), not \(control.value)")
    }
  }

  @Test("GD-04a is the bound itself; at half the rate the reference's multiples of it")
  func huber() throws {
    let finding = try finding("GD-04a")
    let bounds = finding.predictions.map(\.value)
    #expect(agree(zip(finding.measured, bounds).map { $0 / $1 }, [1, 1, 1, 1]))
    let multiples = zip(finding.controlled, bounds).map { $0 / $1 }
    #expect(agree(Array(multiples.prefix(3)), [1.3333333, 1.4545455, 1.4878049]))
  }

  @Test("heavy ball's largest error of a mode in GD-01 is the reference's") func modes() throws {
    let finding = try finding("GD-01")
    let predicted = finding.predictions.map(\.value)
    let error = finding.controlled.minus(predicted).largestMagnitude
    #expect(agree(error / predicted.norm, 0.062323672), "\(error)")
  }

  // GD-11a's distance is relative to |A⁺b| there, absolute here; GD-11b's is absolute in both. Where
  // Adam ends depends on rounding: starts that differ by 1e-15 scatter by 2e-5 of it.
  @Test("where gradient descent and Adam end is the reference's") func leastSquares() throws {
    let size = try UnderDetermined().leastSolution().norm
    #expect(agree(size, 0.53023776))
    let distance = try finding("GD-11a").controlled[0]
    #expect(abs(distance - 0.1717) < 5e-5)
    #expect(abs(distance / size / 0.3237684 - 1) < 1e-4)
    #expect(agree(try finding("GD-11b").controlled[0], 2.7606932))
  }

  // The interval of the reference's text, up to 0.0199, ends below its control's number: ours
  // ends at that edge. On one up to heavy ball's limit, 0.03, the search finds it.
  @Test("heavy ball's best rate is the reference's on an interval that holds it")
  func bestRate() throws {
    #expect(abs(try finding("GD-02b").controlled[0] - 0.0199) < 1e-9)
    let lab = Laboratory()
    let best = try lab.minimized(1e-3, 0.0299) { rate in
      try [1.0, 100].map { curvature in
        let rule = try lab.rule(Specification("momentum:momentum=0.5"), rate: rate)
        let problem = DiagonalQuadratic([curvature])
        return .log(try lab.path(rule, on: problem, from: [1], steps: 400).last.norm) / 400
      }.max() ?? 0
    }
    #expect(abs(best / 0.029691082 - 1) < 1e-6, "\(best)")
  }

  // In sixty digits the slope is 4.1066911; the errors of the small rates, 1e-12, are known to a few
  // digits only in double precision.
  @Test("the classical Runge-Kutta method's order is the reference's but for rounding")
  func rungeKutta() throws {
    #expect(abs(try finding("GD-12a").controlled[0] / 4.1066913 - 1) < 1e-6)
  }

  /// The distance of gradient descent at T = 1 from a flow exp(−λ − c lr λ²), for each of six rates.
  private func flowErrors(correction c: Double) throws -> (rates: [Double], errors: [Double]) {
    let (lab, spectrum) = (Laboratory(), [0.5, 2, 5])
    let rates = (0..<6).map { 0.1 / .pow(2, Double($0)) }
    let errors = try rates.map { rate in
      let end = try lab.path(
        lab.rule(Specification("sgd"), rate: rate), on: DiagonalQuadratic(spectrum),
        from: [1, 1, 1], steps: Int((1 / rate).rounded())
      ).last
      return end.minus(spectrum.map { .exp(-$0 - c * rate * $0 * $0) }).norm
    }
    return (rates, errors)
  }

  // The order is fitted to the last four rates there, to all six here: 1.933.
  @Test("the order in the modified flow is the reference's on its rates") func modified() throws {
    let (rates, errors) = try flowErrors(correction: 0.5)
    let order = try logSlope(Array(rates.suffix(4)), Array(errors.suffix(4)))
    #expect(agree(order, 1.9658694), "\(order)")
    let all = try finding("GD-12b").measured[0]
    #expect(abs(all - (try logSlope(rates, errors))) < 1e-9 && abs(all - 1.933) < 5e-4)
    let (_, plain) = try flowErrors(correction: 0)
    #expect(agree(try logSlope(Array(rates.suffix(4)), Array(plain.suffix(4))), 1.0006835))
  }
}
