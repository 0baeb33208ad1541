import Descent
import DescentAlgebra
import DescentGSL
import DescentPictures
import RealModule

extension Textbook {
  private static let (firstShown, steps, count) = (100, 10_000, 2000)
  private static let constants = [1, 2, 0.25]

  /// SGD-04a: with lr = c/k the error falls as k^{−min(1, 2cλ)}.
  static let sgd04a = Experiment(
    "SGD-04a",
    "With lr = c/k on λx²/2 with noise the mean square falls like 1/k only if 2 c λ > 1.",
    formula: "log-slope of E x_k² = −min(1, 2cλ), 2cλ ≠ 1",
    source: "Robbins and Monro 1951; warned of by Nemirovski et al. 2009, §2.1", kind: .slope,
    refutation: "another slope from k = \(firstShown) to \(steps)",
    rule: "sgd",
    predict: {
      constants.map { c in
        Prediction("slope at c = \(c)", -min(1, 2 * c), .absolute(0.06))
      }
    },
    measure: { lab, rule in
      try constants.map { c in
        let errors = try decayingErrors(lab, rule, c)
        return try LineFit.exponent(checkpoints.map(Double.init), errors)
      }
    },
    control: .other("the claim that the slope is −1 for every c") { _ in
      [Double](repeating: -1, count: constants.count)
    }, isSlow: true
  ).showing { lab, rule in
    let runs = try constants.map { try shownErrors(lab, rule, $0) }
    /// A power of k through the middle of the points.
    func line(_ points: [SIMD2<Double>], _ exponent: Double) -> [SIMD2<Double>] {
      let offsets = points.map { Double.log($0.y) - exponent * .log($0.x) }
      let offset = offsets.reduce(0, +) / Double(points.count)
      return points.map { SIMD2($0.x, .exp(offset + exponent * .log($0.x))) }
    }
    return ChartPanel(
      "rates c/k", x: .logarithmic("step k"), y: .logarithmic("mean of x²"),
      [
        .predicted(
          "∝ k^-min(1, 2cλ)", .lines(zip(constants, runs).map { line($1, -min(1, 2 * $0)) }))
      ] + zip(constants, runs).map { .measured("\(rule.name), cλ = \($0)", $1) } + [
        .control("∝ 1/k", line(runs[2], -1))
      ])
  }

  /// SGD-04b: and with the constant c²/(2c − 1).
  static let sgd04b = Experiment(
    "SGD-04b", "With lr = c/k and 2 c λ > 1, k E x_k² tends to c² s²/(2 c λ - 1) on λx²/2.",
    formula: "k E x_k² → c² s² / (2cλ − 1)", source: "Chung 1954; cf. Nemirovski et al. 2009",
    kind: .statistic, refutation: "another value at k = \(steps)", rule: "sgd",
    predict: {
      constants.prefix(2).map { c in
        let value = decayingLimit(c)
        let error = value * Chains.relativeError(count)
        return Prediction("k E x² at c = \(c)", value, .sigmas(4.5, standardError: error))
      }
    },
    measure: { lab, rule in
      try constants.prefix(2).map { c in
        Double(steps) * (try decayingErrors(lab, rule, c).last ?? .nan)
      }
    },
    control: .other("c = \(constants[2]), below the threshold") { lab in
      let errors = try decayingErrors(lab, Specification(literal: "sgd"), constants[2])
      return [Double](repeating: Double(steps) * (errors.last ?? .nan), count: 2)
    }, isSlow: true
  ).showing { lab, rule in
    func scaled(_ rule: Specification, _ c: Double) throws -> [SIMD2<Double>] {
      try shownErrors(lab, rule, c).map { SIMD2($0.x, $0.x * $0.y) }
    }
    let limits = constants.prefix(2).map { c in
      [SIMD2<Double>].level(decayingLimit(c), from: Double(firstShown), to: Double(steps))
    }
    return ChartPanel(
      "rates c/k", x: .logarithmic("step k"), y: .logarithmic("k times the mean of x²"),
      try [.predicted("c² s²/(2cλ − 1)", .lines(limits))]
        + constants.prefix(2).map { .measured("\(rule.name), c = \($0)", try scaled(rule, $0)) }
        + [
          .control(
            "sgd, c = \(constants[2])", try scaled(Specification(literal: "sgd"), constants[2]))
        ])
  }

  private static func decayingLimit(_ c: Double) -> Double { c * c / (2 * c - 1) }

  /// 15 steps from 100 to the last, in geometric progression.
  private static let checkpoints = [Double].geometric(Double(firstShown), Double(steps), 15).map {
    Int($0.rounded())
  }

  private static func shownErrors(
    _ lab: Laboratory, _ rule: Specification, _ c: Double
  ) throws -> [SIMD2<Double>] {
    zip(checkpoints, try decayingErrors(lab, rule, c, runs: count / 5)).map {
      SIMD2(Double($0), $1)
    }
  }

  /// E x² at the checkpoints, from x = 1 at curvature 1.
  private static func decayingErrors(
    _ lab: Laboratory, _ rule: Specification, _ c: Double, runs: Int = count
  ) throws -> [Double] {
    var chains = try Chains(
      lab.rule(rule, rate: c), count: runs, from: 1,
      random: lab.random(0x56D_04).split(stream: UInt64(c * 4)))
    var errors: [Double] = []
    for k in 1...steps {
      chains.step(curvature: 1, noise: 1, rate: c / Double(k))
      if checkpoints.contains(k) { errors.append(chains.meanSquare) }
    }
    return errors
  }
}
