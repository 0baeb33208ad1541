import BowlProblems
import Descent
import SaddleProblems

extension Folklore {
  static let polyakFactor = Folklore(
    3, "Heavy ball at Polyak's parameters contracts by ρ at each step.",
    results: ["HB-01a", "HB-01b", "NAG-02b", "GD-13b", "GD-13c"]
  ) { lab in
    let polyak = Textbook.polyak
    let rule = try lab.rule(Specification(literal: polyak.rule), rate: polyak.rate)
    let last = try lab.path(rule, on: DiagonalQuadratic([polyak.mu]), from: [1], steps: 120).last
    let excess = abs(last[0]) / .pow(polyak.root, 120)
    let root = 0.5
    let ball = try Textbook.gd13b.measured(in: lab)[0]
    let nesterov = try Textbook.gd13c.measured(in: lab)[0]
    return Truth(
      "A linear factor 1 + ck comes with ρᵏ (\(excess, digits: 3) at k = 120, "
        + "κ = \(polyak.l / polyak.mu, digits: 3)), and a fit of the exponent of κ gives "
        + "\(ball, digits: 2), not \(root, digits: 2); so it is with Nesterov's slowest mode "
        + "(\(nesterov, digits: 2)).",
      [
        Contradiction("|x₁₂₀|/ρ¹²⁰", said: 1, .atMost(slack: 1e-9), measured: excess),
        Contradiction("exponent of κ", said: root, .absolute(0.01), measured: ball),
        Contradiction("Nesterov's exponent of κ", said: root, .absolute(0.01), measured: nesterov),
      ])
  }

  static let polyakConvergence = Folklore(
    4, "Heavy ball at those parameters converges on every smooth strongly convex function.",
    results: ["HB-04", "HB-05"]
  ) { lab in
    let cycle = try Textbook.hb04.measured(in: lab)
    let safe = try Textbook.hb05.measured(in: lab)[0]
    return Truth(
      "False: there is one on which it runs round the cycle \(cycle[0], digits: 3), "
        + "\(cycle[1], digits: 3), \(cycle[2], digits: 3) for ever. Smaller parameters are safe: there "
        + "the gap is at most \(safe, digits: 2) of its bound.",
      zip(["least", "middle", "largest"], cycle).map {
        Contradiction("\($0) of the last three points", said: 0, .absolute(1e-3), measured: $1)
      })
  }

  static let momentumAtSaddles = Folklore(
    8, "Momentum leaves a saddle 1/(1 − β) times as fast.", results: ["SAD-03"]
  ) { lab in
    let (beta, growth) = (0.9, 0.01)
    // The number of steps from 1e-8 to 0.1.
    func steps(_ rule: String) throws -> Double {
      let distances = try lab.departure(
        Specification(literal: rule), rate: growth / SaddleSetting.curvature, from: 1e-8,
        steps: 2000)
      return distances.firstIndex { abs($0) >= 0.1 }.map(Double.init) ?? .infinity
    }
    let speedup = try steps("sgd") / steps("momentum:momentum=\(beta)")
    let said = 1 / (1 - beta)
    return Truth(
      "In the limit lr |λ| → 0 only: \(speedup, digits: 3) times instead of \(said, digits: 2) at "
        + "lr |λ| = \(growth), β = \(beta).",
      [Contradiction("times as fast", said: said, .relative(0.1), measured: speedup)])
  }

  static let fallingLoss = Folklore(
    21, "The loss should fall at every step.", results: ["NAG-06a", "EOS-02"]
  ) { lab in
    let fista = try Textbook.nag06a.measured(in: lab)[0]
    let losses = try lab.path(
      lab.rule(Specification(literal: "sgd"), rate: 0.4), on: ProductPairs(), from: [2.3, 0.5],
      steps: 500
    ).losses
    let rises = Textbook.rises(losses)
    return Truth(
      "Not for accelerated methods: FISTA's rises at \(fista, digits: 3) of 2000 steps. Nor for "
        + "gradient descent at the edge of stability: from (2.3, 0.5), where the curvature of "
        + "(xy − 1)²/2 exceeds 2/lr at lr = 0.4, its loss rises at \(rises, digits: 1) steps on the way "
        + "to the minimum.",
      [
        Contradiction("rises of FISTA", said: 0, .exactly, measured: fista),
        Contradiction("rises of gradient descent", said: 0, .exactly, measured: rises),
        Contradiction(
          "last loss of gradient descent", said: losses[0], .atLeast(slack: 0),
          measured: losses[500]),
      ])
  }
}
