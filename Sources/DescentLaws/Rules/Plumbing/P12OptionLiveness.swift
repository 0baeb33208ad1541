import Descent

extension RuleLaws {
  /// P12: every hyperparameter can change the result: for the gradients of the case there are settings of the
  /// other options under which two values of this one give different runs.
  ///
  /// Gradients get smaller in the second half, so that a maximum over time has an effect, and the start has
  /// no zeros, so that decay has one. Each step takes the rule's own rate. An option without effect so far is
  /// tried on numbers times 2⁻¹⁸ under varying rates, because a threshold in the units of values has an
  /// effect only on small values, and a power of the rate only if there are several rates. Options for
  /// vectors or matrices only are tried on vectors and matrices of the same numbers. What a rule in another
  /// process calls `weight_decay` or `momentum` must have an effect while the other options are at their defaults.
  static let optionLiveness = RuleLaw(
    LawCard(
      "P12", "option liveness", "every hyperparameter can change the result",
      needs: "hyperparameters",
      catches: "options that are read and never used, or only in one branch",
      knownBugs: [
        "kozistr/pytorch_optimizer #517: SignSGD accepts weight_decay and never uses it",
        "tinygrad/tinygrad #17708: decay computed into an unused variable",
        "ml-explore/mlx #473: decay has no effect without momentum",
        "eaplatanios/tensorflow_scala #55: AdaGrad ignores its decay",
      ], branch: "decay changes nothing"),
    options: .liveness
  ) { rule, c in
    let domains = rule.domains.filter { $0.grid.count > 1 }
    guard !domains.isEmpty else { return .inapplicable("there are no hyperparameters") }
    if UndeclaredState.use(by: try rule.optimizer(c), in: c) != nil {
      return .inapplicable("the rule uses state that it does not declare (P13)")
    }
    var choices = c.choices
    guard var c = c.witness else { return .skipped("too little happens") }
    // From a million, a path on curves does not turn within a few steps.
    c.start = c.start.map { min(max($0, -8), 8) }
    let key = domains[choices.index(below: domains.count)].key
    if try rule.reads(key, c) {
      guard ["weight_decay", "momentum"].contains(key), !rule.driver.seesState, !rule.isDeclared(c),
        rule.unheld == nil, try !rule.reads(key, c, withOthersAtDefaults: true)
      else { return .holds }
      let grid = domains.first { $0.key == key }?.grid ?? []
      return .violated(
        "\(key) changes nothing while the other options are at their defaults: "
          + grid.joined(separator: ", "))
    }
    if let other = rule.unheld, try other.reads(key, c) {
      return .skipped("\(key) changes nothing at the settings that are held")
    }
    if try rule.endsAsNoNumber(c) { return .skipped("the run ends as no number") }
    // Report all options without effect together, in the order of their declaration.
    let dead = try domains.filter { try $0.key == key || !rule.reads($0.key, c) }
    let grid = dead[0].grid.joined(separator: ", ")
    let others = dead.dropFirst().map(\.key)
    return .violated(
      "\(dead[0].key) changes nothing, whatever the other options"
        + (others.isEmpty ? "" : ", nor does \(others.joined(separator: ", "))") + ": \(grid)")
  }
}

extension RuleSubject {
  /// Whether two values of a hyperparameter give different runs under some settings of the others.
  /// - Parameter isPlain: whether the others stay at their defaults.
  fileprivate func reads(
    _ key: String, _ c: RuleCase, withOthersAtDefaults isPlain: Bool = false
  ) throws -> Bool {
    guard let domain = domains.first(where: { $0.key == key }) else { return false }
    // Options such as a radius have an effect only if the gradient varies with the point.
    let rule = onCurves
    var small = c.mapGradients { $2 * 0x1p-18 }
    small.start = c.start.map { $0 * 0x1p-18 }
    // Try first what most rules need, under many settings.
    let isDear = driver.isDear
    let (many, few) = isDear ? (40, 3) : (100, 12)
    let attempts =
      [(c, [1.0], many), (small, [1, 2, 0.5], many)]
      + (isDeclared(c) ? c.otherShapes : c.otherWitnesses).map { ($0, [1, 2, 0.5], few) }
      + [(c.lasting, [1], isDear ? 12 : many)]
    let start = ContinuousClock.now
    for (c, factors, settings) in attempts.lazy.flatMap({ c, factors, count in
      let variants =
        isPlain
        ? AnySequence([rule.completed(nil)]) : AnySequence(rule.variants(c).lazy.prefix(count))
      return variants.lazy.map { (c, factors, $0) }
    }) {
      if isDear, ContinuousClock.now - start > .seconds(20) {
        throw Inapplicable("whether \(key) acts takes too long to find out")
      }
      var variant = c
      variant.rule = settings
      var first: [Double]?
      for value in domain.grid {
        guard
          let end = try? rule.end(
            variant.setting(domain.key, value), factors: factors)
        else { continue }
        if let first, !zip(first, end).allSatisfy(Comparison.same) { return true }
        first = first ?? end
      }
    }
    return false
  }
}
