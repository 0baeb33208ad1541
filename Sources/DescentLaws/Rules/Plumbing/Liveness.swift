import Descent

extension RuleCaseOptions {
  /// Plain gradients over several steps: what can have an effect has one.
  static var liveness: Self {
    Self {
      $0.sizes = .several
      $0.steps = 6...10
      $0.profiles = [.normal]
    }
  }
}

extension RuleCase {
  /// The case with gradients that get smaller in the second half, and a start without zeros.
  var witness: RuleCase {
    var copy = self
    for step in gradients.indices where step >= steps / 2 {
      copy.gradients[step] = gradients[step].map { $0 / 16 }
    }
    copy.start = start.map { $0 == 0 ? 1 : $0 }
    return copy
  }
}

extension RuleSubject {
  /// The settings of the case and two dozen others that the rule accepts.
  func variants(_ c: RuleCase, _ choices: inout Draw) -> [Specification] {
    var variants = [c.rule]
    for _ in 0..<24 {
      var rule = c.rule
      for domain in domains {
        // Flags are on half of the time here: what is dead without them shows.
        rule[set: domain.key] = choices.element(of: domain.grid)
      }
      if (try? make(rule)) != nil { variants.append(rule) }
    }
    return variants
  }

  /// The last point, each step at the rule's own rate.
  func end(_ c: RuleCase) throws -> [Double] {
    var session = try Session(optimizer(c), c)
    for gradient in c.gradients { session.step(gradient: gradient) }
    return session.point
  }

  /// Which coordinates a gradient entry can move: as declared, else as discovered at any settings.
  func locality(_ c: RuleCase) -> RuleTraits.Locality? {
    if let declared = try? traits(c).locality { return declared }
    let found = discovered.compactMap(\.traits.locality)
    return [.global, .tensorWide, .coordinatewise].first { found.contains($0) }
  }

  /// The case without coupled decay, where decay and steps can feed each other without bound.
  func withBoundedFeedback(_ c: RuleCase) -> RuleCase {
    guard let traits = try? traits(c), !traits.hasBoundedFeedback, let decay = traits.decay
    else { return c }
    return c.setting(decay.key, "0")
  }
}
