import Descent
import DescentAlgebra
import RealModule

extension Textbook {
  /// ADAM-02: the longest step that Adam can make, by the Cauchy–Schwarz inequality, and the
  /// gradients that attain it.
  static let adam02 = Experiment(
    "ADAM-02",
    "Adam's step per coordinate has a tight bound: as t → ∞ \(rounded(defaultBound)) lr by default, "
      + "not lr.",
    formula: "|Δx| ≤ lr (1 − β₁)/(1 − β₁ᵗ) · √((1 − β₂ᵗ)/(1 − β₂) Σ_{j<t} (β₁²/β₂)ʲ), attained by "
      + "g_{T−j} = (β₁/β₂)ʲ",
    source: "derived here by Cauchy and Schwarz; contradicts Kingma and Ba 2015, §2.1",
    kind: .bound, refutation: "a longer step, or an extremal sequence whose last step is shorter",
    predict: {
      extremalBetas.map { beta1, beta2 in
        Prediction(
          "attained at (\(beta1), \(beta2))", stepBound(beta1, beta2, at: extremalSteps),
          .relative(1e-9))
      } + [Prediction("random streams over the bound", 1, .atMost(slack: 1e-9))]
    },
    measure: { lab in
      try extremalBetas.map { beta1, beta2 in
        try extremalStep(lab, beta1, beta2, at: extremalSteps)
      } + [try longestStep(lab)]
    },
    control: "constant gradient"
  ) { lab in
    try extremalBetas.map { beta1, beta2 in
      try lastStep(lab, beta1, beta2, of: extremalSteps) { _ in 1 }
    } + [1]
  }.showing { lab, _ in try stepBoundChart(lab) }

  private static let extremalBetas = [
    defaultBetas, (0.9, 0.99), (0.9, 0.95), (0.95, 0.999), (0.9, 0.9),
  ]
  static let defaultBetas = (0.9, 0.999)
  static let extremalSteps = 8000
  private static let defaultBound = stepBound(defaultBetas.0, defaultBetas.1, at: extremalSteps)

  /// The bound of step t, in units of the rate.
  static func stepBound(_ beta1: Double, _ beta2: Double, at t: Int) -> Double {
    func geometric(_ q: Double) -> Double { (1 - .pow(q, t)) / (1 - q) }
    let corrections: Double = geometric(beta2) / (geometric(beta1) * geometric(beta1))
    return (corrections * geometric(beta1 * beta1 / beta2)).squareRoot()
  }

  /// The last step for the gradients that make it as long as possible.
  static func extremalStep(
    _ lab: Laboratory, _ beta1: Double, _ beta2: Double, at last: Int
  ) throws -> Double {
    try lastStep(lab, beta1, beta2, of: last) { .pow(beta1 / beta2, $0) }
  }

  /// The last of several steps, for the gradient weight(j) at j steps before it; 0 before the last
  /// 2000.
  static func lastStep(
    _ lab: Laboratory, _ beta1: Double, _ beta2: Double, of last: Int, weight: (Int) -> Double
  ) throws -> Double {
    let rule = Specification(literal: "adam:eps=0").with(("beta1", beta1), ("beta2", beta2))
    var step = 0.0
    try lab.drive(
      lab.rule(rule, rate: 1), from: [0], steps: last,
      gradient: { t, _, g in g[0] = last - t < 2000 ? weight(last - t) : 0 },
      after: { _, x in
        step = abs(x[0])
        x[0] = 0
      })
    return step
  }

  static let (boundStreams, boundSteps) = (600, 400)

  /// The longest step of many random streams, divided by the bound at its time.
  private static func longestStep(_ lab: Laboratory) throws -> Double {
    let lengths = try lab.longestSteps(
      Specification(literal: "adam:eps=0"), streams: boundStreams, steps: boundSteps)
    return lengths.enumerated().reduce(0) { largest, step in
      max(largest, step.element / stepBound(defaultBetas.0, defaultBetas.1, at: step.offset + 1))
    }
  }
}

extension Laboratory {
  /// The longest step at each time among many streams of heavy-tailed gradients,
  /// normal · exp(3 normal), in units of the rate.
  func longestSteps(_ rule: Specification, streams: Int, steps: Int) throws -> [Double] {
    let random = random(0xADA2)
    let zero = [Double](repeating: 0, count: streams)
    var longest: [Double] = []
    try drive(
      self.rule(rule, rate: 1), from: zero, steps: steps,
      gradient: { t, _, g in
        for i in 0..<streams {
          let k = 2 * UInt64(t * streams + i)
          g[i] = random.normal(k) * .exp(3 * random.normal(k + 1))
        }
      },
      after: { _, x in
        longest.append(x.largestMagnitude)
        x = zero
      })
    return longest
  }
}
