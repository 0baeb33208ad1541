import Descent

/// Cases made of a case, as laws compare them.
extension RuleCase {
  /// All tensors as one vector.
  var joined: RuleCase { selecting(Array(0..<count)) }

  /// The tensors that have entries; nil if none has.
  var withoutEmptyTensors: RuleCase? {
    guard count > 0 else { return nil }
    var copy = self
    copy.shapes = shapes.filter { !$0.contains(0) }
    return copy
  }

  /// These tensors only.
  func keeping(tensors: Range<Int>) -> RuleCase {
    var copy = selecting(ranges[tensors].flatMap(Array.init))
    copy.shapes = Array(shapes[tensors])
    copy.firstTensor += tensors.lowerBound
    return copy
  }

  /// Each tensor as a vector.
  var flat: RuleCase {
    var copy = self
    copy.shapes = sizes.map { [$0] }
    return copy
  }

  /// The case with each gradient entry replaced, in numbers that the precision holds.
  func mapGradients(_ number: (_ step: Int, _ coordinate: Int, _ g: Double) -> Double) -> RuleCase {
    var copy = self
    for (step, g) in gradients.enumerated() {
      copy.gradients[step] = g.indices.map { precision.rounded(number(step, $0, g[$0])) }
    }
    return copy
  }

  /// The parameters that laws which feed x back put in before a step: those of the start, each
  /// step at other coordinates. Overwriting x keeps rounding from being amplified.
  func forcedPoint(_ step: Int) -> [Double] {
    start.indices.map { start[($0 + step) % count] }
  }

  /// The case with parameters and gradients that are multiples of 1/8 between −8 and 8: sums of a
  /// few of them, and products with 1/2 or 1/4, are exact.
  var dyadic: RuleCase {
    func nearest(_ x: Double) -> Double { max(-64, min(64, (x * 8).rounded())) / 8 }
    var copy = self
    copy.start = start.map(nearest)
    copy.gradients = gradients.map { $0.map(nearest) }
    return copy
  }
}

extension RuleSubject {
  /// The case of vectors, for a rule of which nobody declares that shapes do not matter: a rate by the shape,
  /// or decay of matrices alone, leaves coordinates apart.
  func withoutUndeclaredShapes(_ c: RuleCase) -> RuleCase { isDeclared(c) ? c : c.flat }

  /// The case with decay: where it is 0, ½ in its place; where a law asks for a dyadic one, ½ or ¼.
  func withDecay(_ c: RuleCase, _ key: String, dyadic: Bool = false) -> RuleCase {
    guard let value = c.number(key), value > 0 else { return c.setting(key, 0.5) }
    return dyadic && value != 0.25 ? c.setting(key, 0.5) : c
  }

  /// The case, or the first with one hyperparameter changed, whose traits are as a law needs them:
  /// momentum forgets where it is 0, Adagrad is time invariant where its rate does not decay.
  /// - Throws: that the law does not apply, if there is none.
  func adapted(
    _ c: RuleCase, _ reason: String, where holds: (RuleTraits) -> Bool
  ) throws -> RuleCase {
    if holds(try traits(c)) { return c }
    for domain in domains where domain.kind != .learningRate {
      for value in Set(domain.grid.filter { ["0", "false", "true"].contains($0) }).sorted() {
        let changed = c.setting(domain.key, value)
        if let traits = try? traits(changed), holds(traits) { return changed }
      }
    }
    throw Inapplicable(reason)
  }

  /// Whether decay is nothing but x ← (1 − ηλ) x: it is decoupled, or the rule is the gradient
  /// itself at every step, so that coupled decay is the same.
  func decayIsShrinking(_ traits: RuleTraits, steps: Int) -> Bool {
    switch traits.decay {
    case nil: return false
    case .decoupled: return true
    case .coupled:
      guard traits.isLinear, traits.memory == RuleTraits.Memory.none,
        let move = traits.constantGradient
      else { return false }
      return (0..<steps).allSatisfy { move(1, $0 + 1) == 1 }
    }
  }
}

extension GradientProfile {
  /// All but those with subnormal numbers, whose rounding is not relative to their size.
  static let normalNumbers = allCases.filter { $0 != .tiny }

  /// Those whose numbers are near 1, so that there is room for factors.
  static let moderate: [GradientProfile] = [
    .normal, .integers, .dyadic, .sparse, .alternating, .constant, .repeated, .impulse,
  ]
}
