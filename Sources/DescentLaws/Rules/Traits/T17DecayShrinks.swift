import Descent

extension RuleLaws {
  /// T17: under zero gradients `x ← x (1 − ηλ)`: if decay is decoupled, or if each move is proportional to
  /// the gradient, so that coupled decay has the same effect.
  ///
  /// The tolerance is 4 ulp of the terms, |x| (1 + ηλ), at each step.
  ///
  /// A hyperparameter of a rule in another process that is called `weight_decay` must at least not make large
  /// parameters grow in the first step, whatever kind of decay it is, nor take the place of the gradient.
  static let decayShrinks = RuleLaw(
    LawCard(
      "T17", "decay shrinks", "without gradients decay multiplies x by 1 minus rate times decay",
      needs: "decay: decoupled, or coupled in a rule that is the plain gradient",
      catches: "wrong sign of the decay, its rate forgotten or squared, decay that is dead",
      knownBugs: [
        "chainer/chainer #261: the sign of the decay makes weights grow",
        "jettify/pytorch-optimizer #454: decay subtracts a constant and not a multiple of x",
        "OverLordGoldDragon/keras-adamw #39: absolute values in the place of squares",
      ]),
    options: .traits
  ) { rule, c in
    let named = try namedDecay(rule, c)
    if named.isViolation { return named }
    let c = try rule.adapted(c, "decay is not declared to shrink x") {
      rule.decayIsShrinking($0, steps: c.steps)
    }
    guard let key = try rule.traits(c).decay?.key else { return .inapplicable("no decay") }
    let idle = rule.withDecay(c, key).mapGradients { _, _, _ in 0 }
    let points = try rule.run(idle)
    let before = [c.start] + points.dropLast()
    let decay = idle.number(key)!
    let expected = before.indices.map { step in
      before[step].map { $0 * (1 - c.rates[step] * decay) }
    }
    return Comparison.compare(expected, points, "x after decay alone") { step, i, _ in
      8 * c.precision.roundoff * abs(before[step][i]) * (1 + c.rates[step] * decay)
    }
  }

  /// Checks the first step of what is called weight decay, from large numbers of both signs, with the other
  /// numbers at their defaults.
  private static func namedDecay(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    let key = "weight_decay"
    guard !rule.driver.seesState, !rule.isDeclared(c), c.count > 0, c.steps > 0,
      let domain = rule.domains.first(where: { $0.key == key && !$0.isHeld }), domain.isNumber
    else { return .holds }
    var idle = c.prefix(1).mapGradients { _, _, _ in 0 }
    for domain in rule.domains where domain.isNumber || domain.kind == .maximize {
      idle.rule[set: domain.key] = domain.standard
    }
    idle.rates = [0.125]
    idle.start = c.start.indices.map { $0 % 2 == 0 ? 1024 : -1024 }
    let strength = domain.grid.compactMap { Double($0) }.filter { $0 > 0 && $0 <= 1 }.max() ?? 0
    let (plain, decayed) = (idle.setting(key, "0"), idle.setting(key, strength))
    guard strength > 0, (try? rule.make(plain.rule)) != nil, (try? rule.make(decayed.rule)) != nil
    else { return .holds }
    let (without, with) = (try rule.run(plain)[0], try rule.run(decayed)[0])
    for i in idle.start.indices
    where abs(with[i]) > abs(idle.start[i]) && abs(without[i]) <= abs(idle.start[i]) {
      return .violated(
        "\(key)=\(strength.hyperparameterText) makes coordinate \(i) grow without gradients",
        expected: idle.start[i], found: with[i])
    }
    // Gradients far above coupled decay, because a sign, or a first step of Adam, shows nothing else.
    func readsGradients(_ c: RuleCase) throws -> Bool {
      let pushed = c.mapGradients { _, i, _ in i % 2 == 0 ? 0x1p14 : 0x1p15 }
      return try Comparison.exact(
        rule.run(pushed), rule.run(pushed.mapGradients { -3 * $2 }), ""
      ).isViolation
    }
    if try readsGradients(plain), try !readsGradients(decayed) {
      return .violated("with \(key)=\(strength.hyperparameterText) gradients change nothing")
    }
    return .holds
  }
}
