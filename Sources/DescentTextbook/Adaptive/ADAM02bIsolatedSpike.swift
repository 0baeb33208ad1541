import Descent
import DescentAlgebra
import DescentPictures
import RealModule

extension Textbook {
  private static let silence = 20_000

  /// ADAM-02b: a gradient after a long silence makes a step of (1 − β₁)/√(1 − β₂) rates.
  static let adam02b = Experiment(
    "ADAM-02b",
    "After a long silence one gradient moves Adam by (1 - β₁)/√(1 - β₂) rates, "
      + "\(rounded(spikeLength)) by default.",
    formula: "|Δx| = lr (1 − β₁)/√(1 − β₂), as t → ∞ and ε → 0",
    source: "Kingma and Ba 2015, §2.1, the sparse case",
    kind: .identity, refutation: "another step; swapped decays give one of (1 − β₂)/√(1 − β₁)",
    rule: "adam",
    predict: { [Prediction("step / lr", spikeLength, .relative(1e-6))] },
    measure: { lab, rule in [try spikeStep(lab, rule, at: silence)] },
    control: .other("a gradient at step 1") { lab in
      [try spikeStep(lab, Specification(literal: "adam"), at: 1)]
    }
  ).showing { lab, rule in
    let (beta1, beta2) = defaultBetas
    let steps = [Int].geometric(to: silence, 20)
    return ChartPanel(
      "the first gradient after silence", x: .logarithmic("its step t"), y: Axis("step / lr"),
      [
        .predicted(
          "(1 − β₁)/(1 − β₁ᵗ) √((1 − β₂ᵗ)/(1 − β₂))",
          .curve(steps: steps) { t in
            let correction = (1 - Double.pow(beta2, t)).squareRoot() / (1 - .pow(beta1, t))
            return spikeLength * correction
          }),
        .measured(rule.name, try .curve(steps: steps) { try spikeStep(lab, rule, at: $0) }),
        .control(
          "a gradient at step 1",
          .level(
            try spikeStep(lab, Specification(literal: "adam"), at: 1), from: 1,
            to: Double(silence))),
      ])
  }

  private static let spikeLength = (1 - defaultBetas.0) / .sqrt(1 - defaultBetas.1)

  private static func spikeStep(
    _ lab: Laboratory, _ rule: Specification, at spike: Int
  ) throws -> Double {
    abs(
      try lab.drive(
        lab.rule(rule, rate: 1), from: [0], steps: spike,
        gradient: { t, _, g in g[0] = t == spike ? 1 : 0 })[0])
  }

  private static let jensenStreams = 900

  /// ADAM-02c: with equal decays a mean's square is at most the mean square.
  static let adam02c = Experiment(
    "ADAM-02c", "With β₁ = β₂ no step of Adam is longer than lr in any coordinate.",
    formula: "β₁ = β₂ ⇒ |Δx| ≤ lr",
    source: "derived here by Jensen's inequality", kind: .bound,
    refutation: "a longer step in \(jensenStreams) heavy-tailed streams",
    rule: "adam:eps=0,beta1=0.9,beta2=0.9",
    predict: { [Prediction("longest step / lr", 1, .atMost(slack: 1e-12))] },
    measure: { lab, rule in [try jensenSteps(lab, rule).largestMagnitude] },
    control: .rule("adam:eps=0")
  ).showing { lab, rule in
    let steps = [Int].geometric(to: boundSteps, 60)
    func lengths(_ rule: Specification) throws -> [SIMD2<Double>] {
      let longest = try jensenSteps(lab, rule)
      return .curve(steps: steps) { longest[$0 - 1] }
    }
    return ChartPanel(
      "the longest of \(jensenStreams) heavy-tailed streams", x: .logarithmic("step t"),
      y: .logarithmic("step / lr"),
      [
        .predicted("bound", .level(1, from: 1, to: Double(boundSteps))),
        .measured("\(rule)", try lengths(rule)),
        .control("adam, β₁ < β₂", try lengths(Specification(literal: "adam:eps=0"))),
      ])
  }

  private static func jensenSteps(_ lab: Laboratory, _ rule: Specification) throws -> [Double] {
    try lab.longestSteps(rule, streams: jensenStreams, steps: boundSteps)
  }
}
