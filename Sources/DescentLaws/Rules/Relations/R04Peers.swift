import Descent

extension RuleLaws {
  /// R4: at the settings of a claim, the rule equals its peer: "momentum with momentum = 0 is sgd".
  ///
  /// Parameters are overwritten before every step. The tolerance is 16 (t + 4) u of the terms, x before and
  /// after, where u includes the rounding of 1 − βᵗ in the bias corrections.
  static let peers = RuleLaw(
    LawCard(
      "R4", "peers", "at certain settings the rule is another, trusted one", needs: "peers",
      catches: "any change of the formula that the other rule does not share",
      knownBugs: [
        "flagos-ai/FlagGems #4988: a kernel named Adam applies the rule of AdamW",
        "ml-explore/mlx #473: decay without effect unless there is momentum",
      ]),
    options: RuleCaseOptions {
      $0.profiles = GradientProfile.normalNumbers
      $0.lengths = RuleCaseOptions.latest
      $0.hasPauses = true
    }
  ) { rule, c in try agreement(rule, c) }

  /// The verdict of R4 on a case.
  static func agreement(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    guard !rule.peers.isEmpty else { return .inapplicable("no peers are declared") }
    var hasSpoken = false
    for peer in rule.peers {
      guard let settings = peer.settings(c) else { continue }
      hasSpoken = true
      let verdict = try agreement(of: rule, c, peer, settings.own, settings.peer)
      if verdict.isViolation { return verdict }
    }
    return hasSpoken ? .holds : .skipped("no claim is about these settings")
  }

  private static func agreement(
    of rule: RuleSubject, _ c: RuleCase, _ peer: RulePeer, _ settings: Specification,
    _ peerSettings: Specification
  ) throws -> Verdict {
    let rules = Informed.together(try rule.make(settings), try peer.make(peerSettings))
    var (own, other) = (try Session(rules.own, c), try Session(rules.other, c))
    let unit = rule.conditionedRoundoff(c)
    // A rule that reads the step number also counts the steps that a tensor skips, so give it every gradient.
    let counts = [rules.own, rules.other].contains { $0.uninformed.needs.contains(.step) }
    let present = rule.claim == nil || counts ? nil : c.absences
    // Another form of the equations may round terms that cancel later and are as large as the largest move so
    // far.
    var reach = c.start.map { _ in 0.0 }
    var form = FormRoundoff(rule.claim, c)
    for step in c.gradients.indices.prefix(peer.steps ?? c.steps) {
      form.see(c.gradients[step])
      let x = c.forcedPoint(step)
      (own.point, other.point) = (x, x)
      own.step(gradient: c.gradients[step], rate: c.rates[step], present: present?[step])
      other.step(
        gradient: c.gradients[step], rate: c.rates[step] * peer.rateFactor(c, step + 1),
        present: present?[step])
      let (after, rate) = (other.point, c.rates[step])
      if rule.claim != nil, rate > 0 {
        for i in x.indices { reach[i] = max(reach[i], abs(after[i] - x[i]) / rate) }
      }
      let verdict = Comparison.compare([after], [own.point], "\(peer.claim), step \(step + 1)") {
        _, i, _ in
        let roundoff = 16 * Double(step + 5) * unit + form[i]
        return roundoff * max(abs(x[i]), abs(after[i]), rate * reach[i])
      }
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
