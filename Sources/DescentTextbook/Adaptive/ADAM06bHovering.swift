import Descent
import DescentPictures

extension Textbook {
  /// ADAM-06b: without intervention, Adam makes its preconditioned curvature hover at that
  /// limit.
  static let adam06b = Experiment(
    "ADAM-06b",
    "At a constant rate Adam (ε = 0) drives lr λ/√v̂ close to the frozen limit, on a quadratic.",
    formula: "mean of lr λ/√v̂ ≈ (2 + 2β₁)/(1 − β₁), whatever λ", source: "Cohen et al. 2022",
    kind: .phenomenon,
    refutation: "a mean outside \(hoveringShare.low) to \(hoveringShare.high) of the limit",
    predict: {
      liveAdams.map {
        Prediction(
          $0.name, 1, .within(low: hoveringShare.low, high: hoveringShare.high))
      }
    },
    measure: { lab in
      try liveAdams.map { try meanRatio(lab, $0) / frozenLimit($0.beta1) }
    },
    control: "β₁ = 0, judged by the limit at β₁ = \(usualBeta)"
  ) { lab in
    let ratio = try meanRatio(lab, memorylessAdam) / frozenLimit(usualBeta)
    return liveAdams.map { _ in ratio }
  }.showing { lab, _ in
    let block = 1500
    func shares(_ adam: LiveAdam, beta1: Double) throws -> [SIMD2<Double>] {
      let ratios = try preconditioned(lab, adam)
      return stride(from: block, through: liveSteps, by: block).map { end in
        let mean = ratios[(end - block + 1)...end].reduce(0, +) / Double(block)
        return SIMD2(Double(end), mean / frozenLimit(beta1))
      }
    }
    return try ChartPanel(
      "where Adam drives lr λ/√v", x: Axis("step t"),
      y: .logarithmic("mean of lr λ/√v over the limit"),
      [.predicted("limit", .level(1, from: 0, to: 1.02 * Double(liveSteps)))]
        + [liveAdams[0], liveAdams[1], liveAdams[3]].map {
          try .measured($0.name, shares($0, beta1: $0.beta1))
        } + [
          .control(
            "β₁ = 0, over the limit at \(usualBeta)",
            try shares(memorylessAdam, beta1: usualBeta))
        ])
  }

  private static let hoveringShare = (low: 0.85, high: 1.05)
  private static let (liveSteps, liveRate) = (60_000, 0.01)

  private struct LiveAdam: Sendable {
    let beta1: Double
    let beta2: Double
    let curvature: Double

    var name: String { "(\(beta1), \(beta2)), λ = \(curvature)" }
  }
  private static let liveAdams = [
    LiveAdam(beta1: usualBeta, beta2: 0.999, curvature: 1),
    LiveAdam(beta1: usualBeta, beta2: 0.999, curvature: 100),
    LiveAdam(beta1: usualBeta, beta2: 0.99, curvature: 1),
    LiveAdam(beta1: 0.95, beta2: 0.999, curvature: 1),
  ]
  private static let memorylessAdam = LiveAdam(beta1: 0, beta2: 0.99, curvature: 1)

  /// The mean of lr λ/√v over steps 25,000 to 60,000; before, the second moment must decay. By
  /// then, its bias correction is 1 to within 1e-11.
  private static func meanRatio(_ lab: Laboratory, _ adam: LiveAdam) throws -> Double {
    let late = try preconditioned(lab, adam)[25_000...]
    return late.reduce(0, +) / Double(late.count)
  }

  /// lr λ/√v after each step, including the start, where v = 0.
  private static func preconditioned(_ lab: Laboratory, _ adam: LiveAdam) throws -> [Double] {
    let rule = Specification(literal: "adam:eps=0")
      .with(("beta1", adam.beta1), ("beta2", adam.beta2))
    var ratios: [Double] = []
    try lab.drive(
      lab.rule(rule, rate: liveRate), from: [1.2345], steps: liveSteps + 1,
      before: { state in
        // The state before step t + 1 is the state after step t.
        let place = state.offset(of: "second_moment")
        let moment = place.map { state.storage[$0] } ?? .nan
        ratios.append(liveRate * adam.curvature / moment.squareRoot())
      }, gradient: { _, x, g in g[0] = adam.curvature * x[0] })
    return ratios
  }
}
