import Descent

extension RuleLaws {
  /// R6: two instances that step the first and the last tensors in turn give the same result as one instance
  /// on all tensors, bit for bit. A single tensor is duplicated.
  ///
  /// If the rule takes parameter groups, an instance with one group for each tensor, each with its own rate
  /// and options, gives the same result as an instance for each tensor with these.
  static let groupSplit = RuleLaw(
    LawCard(
      "R6", "group split", "two instances on parts of the tensors do what one does on all",
      catches: "counters advanced once a tensor or group, rates and options of another group, "
        + "state shared between instances or by place",
      knownBugs: [
        "flashlight #143: one counter, incremented once per parameter",
        "DiffSharp #292: one counter, incremented once per parameter",
      ]),
    options: .exact
  ) { rule, c in
    if (try? rule.traits(c).locality) == .global {
      return .inapplicable("the rule is global: tensors depend on each other")
    }
    var c = c
    if c.sizes.count < 2 {
      c.shapes += c.shapes
      c.start += c.start
      c.gradients = c.gradients.map { $0 + $0 }
    }
    var choices = c.choices
    let cut = 1 + choices.index(below: c.sizes.count - 1)
    let parts = [c.keeping(tensors: 0..<cut), c.keeping(tensors: cut..<c.sizes.count)]
    var sessions = try parts.map { try Session(rule.optimizer($0), $0) }
    let points = c.gradients.indices.map { step in
      for part in parts.indices {
        sessions[part].step(gradient: parts[part].gradients[step], rate: c.rates[step])
      }
      return sessions.flatMap(\.point)
    }
    let verdict = Comparison.exact(
      try rule.run(c), points, "with a second instance from tensor \(cut) on")
    return verdict.isViolation ? verdict : try ownGroups(rule, c)
  }

  /// Compares parameter groups at different rates with instances.
  private static func ownGroups(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    let options = rule.driver.groupOptions
    guard options.allSatisfy({ c.number($0) != nil }) else { return .holds }
    let grouped: Trajectory?
    do {
      grouped = try rule.driver.trajectory(
        of: rule.optimizer(c), TrajectoryRequest(c), under: .grouped)
    } catch is ConfigurationError {
      // The rule refuses several groups, or groups with different rates.
      return .holds
    }
    guard let grouped else { return .holds }
    for (tensor, range) in c.ranges.enumerated() {
      var alone = c.keeping(tensors: tensor..<(tensor + 1))
      alone.rates = c.rates.map { $0 * .power(-tensor) }
      for key in options {
        if let number = c.number(key) { alone = alone.setting(key, number * .power(-tensor)) }
      }
      let verdict = Comparison.exact(
        try rule.run(alone), grouped.points.map { Array($0[range]) },
        "tensor \(tensor) in a parameter group of its own, whose options are "
          + "\(Double.power(-tensor)) times those of the first, is not as it is alone with these")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
