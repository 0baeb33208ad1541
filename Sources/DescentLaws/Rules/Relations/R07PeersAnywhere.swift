import Descent

extension RuleLaws {
  /// R7: R4 for very large and very small gradients, parameters and rates. For a claim it also covers squares
  /// that overflow or underflow: if one of the two rules keeps its step there, so does the other.
  static let peersAnywhere = RuleLaw(
    LawCard(
      "R7", "peers, extreme", "in extreme units, too, the rule is another, trusted one",
      needs: "peers",
      catches: "hidden clamps of gradients, rates, parameters and state; squares that overflow"),
    options: .extreme
  ) { rule, c in
    let verdict = try agreement(rule, c)
    if verdict.isViolation || rule.claim == nil { return verdict }
    for peer in rule.peers {
      guard let settings = peer.settings(c) else { continue }
      let reach = try ScaleReach(
        [
          (rule.driver, { try rule.make(settings.own) }),
          (KernelDriver(), { try peer.make(settings.peer) }),
        ], c
      ).verdict
      if reach.isViolation { return reach }
    }
    return verdict
  }

  /// R8: R4 on large tensors, for rules that see whole tensors.
  static let peersLarge = RuleLaw(
    LawCard(
      "R8", "peers, large", "on large tensors, too, the rule is another, trusted one",
      needs: "peers, and a rule that sees whole tensors",
      catches: "chunks that miss the end, sums that stop early, indices and counts of 16 bits"),
    options: .vast
  ) { rule, c in
    let optimizer = try rule.optimizer(c)
    if optimizer.uninformed is any CoordinatewiseOptimizer {
      return .inapplicable("the rule is written for one coordinate, and sees no size")
    }
    guard try Growth(optimizer).isLinear else {
      return .inapplicable("its cost grows faster than the number of coordinates")
    }
    return try agreement(rule, c)
  }
}

extension RuleCaseOptions {
  /// Gradients of similar size in extreme units, over a few steps, so that growing quantities do not
  /// overflow.
  static var extreme: Self {
    Self {
      $0.profiles = [.normal, .integers, .dyadic, .alternating, .constant, .repeated]
      $0.steps = 1...4
      $0.isExtreme = true
    }
  }

  /// One or two steps of a very large tensor.
  static var vast: Self {
    Self {
      $0.profiles = [.normal]
      $0.sizes = .vast
      $0.shapes = .vectors
      $0.steps = 1...2
    }
  }
}
