/// A problem whose gradients get lost at random: in each step, every coordinate is missing with
/// probability `p`, and is then 0; or every tensor is, and then has no gradient, like a tensor that
/// the loss does not depend on.
///
/// Coordinate (tensor) `i` of batch `k` of a run is missing if uniform number `i` of the run's seed, split
/// for ``RandomStream/data``, the name `dropped` and `k`, is below `p`: a pure function of these. So a
/// resumed run continues bit for bit, and a rule that evaluates a batch twice misses the same entries both
/// times. Values are exact. The start, reports and everything else outside a step are complete. A rule
/// that needs ``Needs/consistentGradient`` is rejected.
package struct DroppedProblem: ProblemWrapper {
  /// The unit that gets lost as a whole.
  package enum Unit: String, CaseIterable, WordHyperparameter {
    case coordinate, tensor
  }

  package let base: any Problem
  /// `p`, 0 to 1.
  package let probability: Double
  package let unit: Unit

  /// - Throws: ``ConfigurationError`` for a probability outside 0…1.
  package init(
    _ base: any Problem, probability: Double, by unit: Unit = .coordinate
  ) throws(ConfigurationError) {
    guard probability >= 0, probability <= 1 else {
      throw .outOfRange(
        owner: "dropped", key: "probability", value: probability.hyperparameterText,
        allowed: "[0, 1]")
    }
    (self.base, self.probability, self.unit) = (base, probability, unit)
  }

  package var neutral: (any Problem)? {
    get throws { try DroppedProblem(base, probability: 0, by: unit) }
  }
  package var drawsRandom: Bool { probability > 0 }
  package var specification: Specification {
    specification(
      "dropped",
      [
        (key: "probability", text: probability.hyperparameterText),
        (key: "by", text: unit.rawValue),
      ])
  }

  package var offers: Needs { base.offers.subtracting([.consistentGradient, .residuals]) }

  package func _objective<T: KernelScalar>() throws -> Objective<T> {
    let (n, probability, unit) = (dimension, probability, unit)
    let tensors = layout.tensors.map(\.range)
    func isMissing(_ i: Int, _ random: CounterRandom) -> Bool {
      random.uniform(UInt64(i)) < probability
    }
    var lossy = try T.makeObjective(base).changingSteps { examples, x, g, indices, draw in
      let value = examples.gradient(at: x, into: g, over: indices, draw: draw)
      let random = draw.random("dropped")
      switch unit {
      case .coordinate: for i in 0..<n where isMissing(i, random) { g[i] = 0 }
      case .tensor:
        for (tensor, range) in tensors.enumerated() where isMissing(tensor, random) {
          for i in range { g[i] = 0 }
        }
      }
      return value
    }
    guard unit == .tensor else { return lossy }
    let inner = lossy.examples?.presence
    lossy.examples?.presence = { draw, present in
      if let inner {
        inner(draw, present)
      } else {
        for tensor in tensors.indices { present[tensor] = true }
      }
      let random = draw.random("dropped")
      for tensor in tensors.indices where isMissing(tensor, random) { present[tensor] = false }
    }
    return lossy
  }
}

extension ProblemEntry {
  /// `dropped:probability=…,by=…,of=(…)`: the problem with gradients missing at random.
  package static let dropped = ProblemEntry(Settings.self, parts: [of]) { settings, parts in
    try DroppedProblem(
      try parts.problem("of"), probability: settings.probability, by: settings.by)
  }

  private struct Settings: Configurable {
    @Hyperparameter("probability that a gradient is missing", in: 0...1) var probability = 0.1
    @Hyperparameter("what is missing together: an entry is 0, a tensor's gradient absent")
    var by = DroppedProblem.Unit.coordinate

    static let card = Card(
      name: "dropped", summary: "a problem with gradients missing at random",
      formula: "gᵢ ← 0 with probability p, independently in each step",
      source: "Recht et al. (2011), Hogwild!, lost updates; the usual model of lost messages")
  }
}
