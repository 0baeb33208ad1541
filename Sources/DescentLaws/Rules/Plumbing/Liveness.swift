import Descent

extension RuleCaseOptions {
  /// Nonzero gradients over several steps, so that everything that can have an effect has one.
  static var liveness: Self {
    Self {
      $0.sizes = .several
      $0.shapes = .thick
      $0.steps = 6...10
      $0.profiles = [.normal]
    }
  }
}

extension RuleCase {
  /// The case with gradients that get smaller in the second half, and a start without zeros; nil if too
  /// little happens for options and state to have an effect.
  var witness: RuleCase? {
    guard steps >= 6, !sizes.isEmpty, !sizes.contains(0),
      gradients.allSatisfy({ $0.allSatisfy { $0 != 0 } })
    else { return nil }
    var copy = self
    for step in gradients.indices where step >= steps / 2 {
      copy.gradients[step] = gradients[step].map { $0 / 16 }
    }
    copy.start = start.map { $0 == 0 ? 1 : $0 }
    copy.hasHorizon = true
    return copy
  }
}

extension RuleCase {
  /// Witnesses of other situations: gradients that halve, stay constant or change sign, norms of parameters
  /// and gradients that are far apart, more steps than a period has, and matrices.
  var otherWitnesses: [RuleCase] {
    let (largest, steepest) = (start.map(abs).max() ?? 1, gradients.joined().map(abs).max() ?? 1)
    func scaled(_ x: Double, _ g: Double) -> RuleCase {
      var copy = mapGradients { $2 / steepest * g }
      copy.start = start.map { precision.rounded($0 / largest * x) }
      return copy
    }
    let first = gradients[0]
    let halving = mapGradients { step, i, _ in first[i] * Double.exp2(-Double(step)) }
    let staying = mapGradients { _, i, _ in first[i] }
    let turning = mapGradients { step, i, _ in step % 2 == 0 ? first[i] : -2 * first[i] }
    // Give the objective a nonzero value at the start.
    var uphill = scaled(0x1p18, 1)
    for i in start.indices {
      uphill.start[i] = abs(uphill.start[i]) * (first[i] < 0 ? -1 : 1)
    }
    var long = self
    long.gradients = (0..<120).map { gradients[$0 % steps] }
    long.rates = (0..<120).map { rates[$0 % steps] }
    return [
      otherShapes[0], otherShapes[1], otherShapes[2], halving, staying, turning,
      scaled(0x1p-18, 1), scaled(1, 0x1p-18),
      scaled(0x1p18, 1),
      scaled(1, 0x1p18), uphill, long,
    ]
  }

  /// The case with the first gradient repeated many times, for rules that learn from the distance they have
  /// covered.
  var lasting: RuleCase {
    var copy = self
    copy.gradients = Array(repeating: gradients[0], count: 40)
    copy.rates = Array(repeating: rates[0], count: 40)
    return copy
  }

  /// The same numbers as matrices (for options such as decay of matrices only), as vectors, and together with
  /// tensors that have other gradients (for rules whose tensors may interact).
  var otherShapes: [RuleCase] {
    var (matrices, vectors, beside) = (wide, wide, self)
    beside.shapes += shapes
    beside.start += start
    beside.gradients = gradients.map { $0 + $0.map { 4 * $0 } }
    matrices.shapes = matrices.matrixLayout.tensors.map(\.shape)
    vectors.shapes = vectors.sizes.map { [$0] }
    return [matrices, vectors, beside]
  }

  /// The case, extended to six coordinates if it has fewer, because one number cannot show the effect of a
  /// matrix.
  private var wide: RuleCase {
    guard count > 0, count < 6 else { return self }
    return selecting((0..<6).map { $0 % count }).mapGradients { step, i, g in
      precision.rounded(g * (1 + Double((3 * i + step) % 5) / 8))
    }
  }
}

extension RuleSubject {
  /// The settings of the case, followed by other random settings that the rule accepts. Each hyperparameter
  /// takes every value of its grid with equal probability. For example, momentum's counter matters in one
  /// combination of six, so that a hundred settings miss it with a probability of only 10⁻⁸.
  func variants(_ c: RuleCase) -> some Sequence<Specification> {
    var choices = c.choices
    return sequence(state: 0) { count -> Specification? in
      while count < 100 {
        count += 1
        if count == 1 { return c.rule }
        var rule = c.rule
        for domain in domains { rule[set: domain.key] = choices.element(of: domain.grid) }
        if (try? make(rule)) != nil { return rule }
      }
      return nil
    }
  }

  /// The last point and its evaluation point, with each step at the rule's own rate times one of the factors
  /// in turn.
  func end(_ c: RuleCase, factors: [Double] = [1]) throws -> [Double] {
    let optimizer = try optimizer(c)
    let rates = c.gradients.indices.map { optimizer.learningRate * factors[$0 % factors.count] }
    let run = try driver.trajectory(of: optimizer, TrajectoryRequest(c, rates: rates))
    return (run.points.last ?? c.start) + run.evaluationPoint
  }

  /// Whether the run ends in NaN throughout, so that nothing can change its end. P10 reports such runs.
  func endsAsNoNumber(_ c: RuleCase) throws -> Bool {
    try c.count > 0 && run(c).last?.allSatisfy(\.isNaN) ?? false
  }

  /// The locality of the rule: as declared, otherwise the widest one discovered at any settings.
  func locality(_ c: RuleCase) -> RuleTraits.Locality? {
    if let declared = try? traits(c).locality { return declared }
    let found = discovered.compactMap(\.traits.locality)
    return [.global, .tensorWide, .coordinatewise].first { found.contains($0) }
  }

  /// Whether the rule draws random numbers: as declared, otherwise as discovered at any settings.
  func draws(_ c: RuleCase) -> Bool {
    if let declared = try? declared(at: c.rule) { return declared.drawsRandom }
    return discovered.contains { $0.traits.drawsRandom }
  }

  /// The case without coupled decay, where decay and steps can feed each other without bound.
  func withBoundedFeedback(_ c: RuleCase) -> RuleCase {
    guard let traits = try? traits(c), !traits.hasBoundedFeedback, let decay = traits.decay
    else { return c }
    return c.setting(decay.key, "0")
  }
}
