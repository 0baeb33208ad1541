import Descent

extension RuleSubject {
  /// The rule with traits found by fingerprints at a few settings, for laws that read traits and a
  /// rule that declares none.
  /// - Parameter count: how many settings; the defaults first, then draws from the grids.
  /// - Throws: ``ConfigurationError`` if the rule refuses its own defaults.
  package func discovering(seed: UInt64 = 1, count: Int = 8) throws -> RuleSubject {
    var subject = self
    subject.discovered = []
    let random = CounterRandom(seed: seed).split(stream: 0x6469_7363)
    var seen: Set<Specification> = []
    // Some draws are refused by the rule and some come twice.
    // A fingerprint takes ten thousand steps.
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
      // A decay of no known kind cannot be taken out by the laws that need it gone.
      for decay in found.decays where found.traits.decay?.key != decay.key {
        settings[set: decay.key] = "0"
      }
      var traits = found.traits
      // Of a rule that asks the objective the laws' own, which is a sum of functions of one coordinate, does
      // not show what its coordinates have to do with each other.
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
    // Whoever writes a rule for one coordinate does not know which it is.
    guard !(rule.optimizer.uninformed is any CoordinatewiseOptimizer) else { return false }
    var draw = Draw(random.split(stream: 0x7475_726e))
    return try rule.takesTurns(&draw)
  }
}
