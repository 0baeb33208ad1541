import Descent

extension RuleSubject {
  /// The rule with traits found by fingerprints at a few settings, for the laws about traits if the rule
  /// declares none.
  /// - Parameter count: the number of settings: first the defaults, then draws from the grids.
  /// - Throws: ``ConfigurationError`` if the rule refuses its own defaults.
  package func discovering(seed: UInt64 = 1, count: Int = 8) throws -> RuleSubject {
    var subject = self
    subject.discovered = []
    let random = CounterRandom(seed: seed).split(stream: 0x6469_7363)
    var seen: Set<Specification> = []
    // Try more often than needed, because the rule refuses some draws and some occur twice. Use fewer
    // settings for a slow driver, because a fingerprint takes ten thousand steps.
    let count = driver.isDear ? min(count, 2) : count
    for attempt in 0..<(8 * count) where subject.discovered.count < count {
      var settings = completed(nil)
      if attempt > 0 {
        var draw = Draw(random.split(stream: UInt64(attempt)))
        settings =
          attempt < coveringRows
          ? coveringSettings(row: attempt, &draw)
          : Specification(
            name: name, settings: domains.map { (key: $0.key, text: $0.value(&draw)) })
      }
      guard attempt == 0 || (try? make(settings)) != nil, seen.insert(settings).inserted else {
        continue
      }
      let found = try Fingerprint(of: self, settings: settings, seed: seed)
      // Set a decay of unknown kind to 0, because laws that need decay removed cannot remove it.
      for decay in found.decays where found.traits.decay?.key != decay.key {
        settings[set: decay.key] = "0"
      }
      var traits = found.traits
      // For a rule that evaluates the objective, the laws' own objective, a sum of functions of one
      // coordinate, does not show how its coordinates interact.
      let isInformed = try Informed.ifNeeded(make(settings)) is Informed
      if isInformed { traits.locality = .global }
      subject.discovered.append((settings: settings, traits: traits))
      if !isInformed, found.locality == .coordinatewise, !subject.takesTurns {
        subject.takesTurns = try takesTurns(settings, random)
      }
    }
    return subject
  }

  private func takesTurns(_ settings: Specification, _ random: CounterRandom) throws -> Bool {
    let rule = ProbedRule(optimizer: try make(settings), driver: driver)
    // A coordinatewise rule does not know which coordinate it updates.
    guard !(rule.optimizer.uninformed is any CoordinatewiseOptimizer) else { return false }
    var draw = Draw(random.split(stream: 0x7475_726e))
    return try rule.takesTurns(&draw)
  }
}
