import Descent

/// Transformations of a case, for laws that compare the results.
extension RuleCase {
  /// The case with all tensors joined into one vector.
  var joined: RuleCase { selecting(Array(0..<count)) }

  /// The case with only the tensors that have entries; nil if there are none.
  var withoutEmptyTensors: RuleCase? {
    guard count > 0 else { return nil }
    var copy = self
    copy.shapes = shapes.filter { !$0.contains(0) }
    return copy
  }

  /// The case with only the given tensors.
  func keeping(tensors: Range<Int>) -> RuleCase {
    var copy = selecting(ranges[tensors].flatMap(Array.init))
    copy.shapes = Array(shapes[tensors])
    copy.firstTensor += tensors.lowerBound
    return copy
  }

  /// The case with each tensor as a vector.
  var flat: RuleCase {
    var copy = self
    copy.shapes = sizes.map { [$0] }
    return copy
  }

  /// The case with each gradient entry replaced by a number, rounded to the precision.
  func mapGradients(_ number: (_ step: Int, _ coordinate: Int, _ g: Double) -> Double) -> RuleCase {
    var copy = self
    for (step, g) in gradients.enumerated() {
      copy.gradients[step] = g.indices.map { precision.rounded(number(step, $0, g[$0])) }
    }
    return copy
  }

  /// The parameters that laws set before a step where rules feed x back: the start, shifted by one coordinate
  /// per step. Overwriting x prevents rounding from being amplified.
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
  /// The case with vectors only, unless the rule's traits are declared. An undeclared rule may be
  /// coordinatewise and still depend on shapes, such as with a shape-dependent rate or with decay for
  /// matrices only.
  func withoutUndeclaredShapes(_ c: RuleCase) -> RuleCase { isDeclared(c) ? c : c.flat }

  /// The case with nonzero decay: a decay of 0 becomes ½, and if a law needs a dyadic fraction, any decay
  /// other than ¼ becomes ½.
  func withDecay(_ c: RuleCase, _ key: String, dyadic: Bool = false) -> RuleCase {
    guard let value = c.number(key), value > 0 else { return c.setting(key, 0.5) }
    return dyadic && value != 0.25 ? c.setting(key, 0.5) : c
  }

  /// The case, or the first variation with one hyperparameter changed, whose traits satisfy a law. For
  /// example, momentum is memoryless at 0, and Adagrad is time invariant without rate decay.
  /// - Throws: ``Inapplicable`` if there is none.
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

  /// Whether decay amounts to x ← (1 − ηλ) x: it is decoupled, or each move is proportional to the gradient,
  /// so that coupled decay has the same effect.
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
  /// All profiles except the one with subnormal numbers, whose rounding is not relative to their size.
  static let normalNumbers = allCases.filter { $0 != .tiny }

  /// The profiles whose numbers are near 1, which leaves room for scaling.
  static let moderate: [GradientProfile] = [
    .normal, .integers, .dyadic, .sparse, .alternating, .constant, .repeated, .impulse,
  ]
}
