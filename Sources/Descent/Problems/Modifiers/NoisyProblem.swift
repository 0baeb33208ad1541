import RealModule

/// A problem with noisy gradients: an independent random number is added to each entry of a step's
/// gradient. It is `std` times a standard normal number, or times a number from Student's t
/// distribution, which has heavy tails. Values are exact.
///
/// Entry `i` of batch `k` of a run takes number `i` of the run's seed, split for ``RandomStream/data``,
/// the name `noisy` and `k`: a pure function of the three. So a resumed run continues bit for bit, and a
/// rule that evaluates a batch twice sees the same noise twice. The objective gets `k` from the run's
/// ``BatchDraw``. A problem without examples becomes the mean over a single example, for which every
/// step has a new draw.
///
/// The start, reports and everything else outside a step have no noise. A rule that needs
/// ``Needs/consistentGradient`` is rejected.
package struct NoisyProblem: ProblemWrapper {
  package let base: any Problem
  /// The factor of the noise, in the units of the gradient: the standard deviation of normal noise. With
  /// ν degrees of freedom, the standard deviation is `std · √(ν/(ν − 2))` for ν > 2, and otherwise
  /// infinite.
  package let std: Double
  /// Degrees of freedom ν of Student's t distribution, above 0; infinite for normal noise. The noise has
  /// no finite variance for ν ≤ 2, and no mean for ν ≤ 1.
  package let degreesOfFreedom: Double

  /// - Throws: ``ConfigurationError`` for a standard deviation that is negative or not finite, or degrees
  ///   of freedom that are not above 0.
  package init(
    _ base: any Problem, std: Double, degreesOfFreedom: Double = .infinity
  ) throws(ConfigurationError) {
    try Self.check(std, owner: "noisy", key: "std")
    guard degreesOfFreedom > 0 else {
      throw .outOfRange(
        owner: "noisy", key: "dof", value: degreesOfFreedom.hyperparameterText,
        allowed: "(0, inf]")
    }
    self.base = base
    self.std = std
    self.degreesOfFreedom = degreesOfFreedom
  }

  package var neutral: (any Problem)? { get throws { try NoisyProblem(base, std: 0) } }
  package var drawsRandom: Bool { std > 0 }
  package var specification: Specification {
    let tails =
      degreesOfFreedom.isFinite ? [(key: "dof", text: degreesOfFreedom.hyperparameterText)] : []
    return specification("noisy", [(key: "std", text: std.hyperparameterText)] + tails)
  }

  package var offers: Needs { base.offers.subtracting([.consistentGradient, .residuals]) }

  package func _objective<T: KernelScalar>() throws -> Objective<T> {
    let (n, std, dof) = (dimension, std, degreesOfFreedom)
    return try T.makeObjective(base).changingSteps { examples, x, g, indices, draw in
      let value = examples.gradient(at: x, into: g, over: indices, draw: draw)
      let noise = draw.random("noisy")
      if dof == .infinity {
        for i in 0..<n { g[i] += T(std * noise.normal(UInt64(i))) }
      } else {
        for i in 0..<n { g[i] += T(std * noise.student(UInt64(i), degreesOfFreedom: dof)) }
      }
      return value
    }
  }
}

extension CounterRandom {
  /// Number `k` of Student's t distribution, from draws `2k` and `2k + 1`: `√(ν(u^(−2/ν) − 1)) cos 2πv`.
  /// - Source: Bailey, "Polar generation of random variates with the t-distribution", Math. Comp. 62,
  ///   1994, formula (2).
  func student(_ k: UInt64, degreesOfFreedom dof: Double) -> Double {
    let square = dof * Double.expMinusOne(-2 / dof * .log(openUniform(2 * k)))
    return Double.sqrt(square) * .cos(2 * Double.pi * uniform(2 * k + 1))
  }
}

extension ProblemEntry {
  /// `noisy:std=…,of=(…)`: the problem with noise on the gradient of every step.
  package static let noisy = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    try NoisyProblem(
      try parts.problem("of"), std: settings.std,
      degreesOfFreedom: settings.dof == 0 ? .infinity : settings.dof)
  }

  private struct Settings: Configurable {
    @Hyperparameter("standard deviation of the noise of each entry", in: 0...) var std = 0.1
    @Hyperparameter("degrees of freedom of Student's t noise; 0 for normal noise", in: 0...)
    var dof = 0.0

    static let card = Card(
      name: "noisy", summary: "a problem with noise on the gradient of every step",
      formula: "g ← ∇f(x) + σ ξ,   ξᵢ standard normal, or of Student's t distribution",
      source: """
        the usual model of noise; heavy tails: Simsekli, Sagun and Gurbuzbalaban (2019), A tail-index \
        analysis of stochastic gradient noise in deep neural networks
        """)
  }
}
