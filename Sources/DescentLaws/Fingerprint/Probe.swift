import Descent

/// A rule under test: at its settings without decay, and also with its constants in units of gradients at 0.
struct Probe {
  let rule: ProbedRule
  /// The settings that were set to 0; `homogeneous` is the rule with them at 0.
  let zeroed: [String]
  let homogeneous: ProbedRule
  /// A history of matrices, which starts at the origin if the rule is translation invariant.
  let history: History
  /// A history of the same kind with other random numbers.
  let other: History
  let random: CounterRandom

  func draw(_ stream: UInt64) -> Draw { Draw(random.split(stream: stream)) }

  /// The same probe applied to another rule.
  func of(_ rule: ProbedRule) -> Probe {
    Probe(
      rule: rule, zeroed: zeroed, homogeneous: homogeneous, history: history, other: other,
      random: random)
  }
}

extension Fingerprint.Locality {
  /// The smallest locality that covers both.
  fileprivate func union(_ other: Self) -> Self {
    let order: [Self] = [.coordinatewise, .row, .column, .cross, .tensorWide, .global]
    if Set([self, other]) == [.row, .column] { return .cross }
    return order.firstIndex(of: self)! < order.firstIndex(of: other)! ? other : self
  }
}

extension Fingerprint {
  /// Takes the fingerprint of a rule.
  /// - Parameters:
  ///   - settings: the settings of the rule; the others are at their defaults.
  ///   - seed: the seed of the random histories.
  /// - Throws: ``ConfigurationError`` if the rule refuses the settings.
  package init(
    of subject: RuleSubject, settings: Specification? = nil, seed: UInt64 = 1
  ) throws {
    let workshop = Workshop(subject, settings)
    let random = CounterRandom(seed: seed).split(stream: 0x6669_6e67)
    var draw = Draw(random)
    var (history, other) = (History.matrices(&draw), History.matrices(&draw))
    rateKey = subject.rateKey
    decays = try workshop.decays(history)
    let stopped = decays.reduce(into: [:]) { $0[$1.key] = 0.0 }
    let rule = try workshop.rule(stopped)
    isTranslationInvariant = try rule.isTranslationInvariant(history)
    units = try UnitSearch(workshop, history, decays: decays.map(\.key)).units()
    let zeroed = workshop.gradientConstants(units).filter { stopped[$0] == nil }
    if isTranslationInvariant {
      let origin = Array(repeating: 0.0, count: history.layout.count)
      (history, other) = (history.starting(at: origin), other.starting(at: origin))
    }
    let probe = Probe(
      rule: rule, zeroed: zeroed.filter { workshop.value($0) != 0 },
      homogeneous: try workshop.rule(
        zeroed.reduce(into: stopped) { $0[$1] = 0 }), history: history, other: other,
      random: random)
    locality = try probe.locality()
    let whole = try workshop.rule()
    // A decay towards a value that the coordinates share makes them interact, too.
    if decays.contains(where: { workshop.value($0.key) != 0 }) {
      locality = locality.union(try probe.of(whole).locality())
    }
    odd = try probe.oddness()
    degree = try probe.degree()
    isDiagonalScaleFree = try probe.isDiagonalScaleFree()
    isStepScaleFree = try probe.isStepScaleFree()
    rotation = try probe.rotation()
    isTimeInvariant = try probe.isTimeInvariant()
    isOrderFree = try probe.isOrderFree()
    memory = try probe.memory()
    bound = isTranslationInvariant ? try probe.bound(degree) : .unmeasured
    rate = try probe.rateEffect()
    transient = try probe.transient()
    let asked = (rule.optimizer as? Informed)?.rule ?? rule.optimizer
    isOracle = asked is any OracleOptimizer
    readsCurvature =
      isOracle
      && !asked.needs.isDisjoint(with: Needs.ofCurvature.union(.consistentGradient))
    // Use the rule at its own settings, because the variant without decay leaves out everything that moves a
    // point at rest.
    drawsRandom = try !Agreement.isExact(
      whole.track(history, putsBack: false, seed: seed).rows,
      whole.track(history, putsBack: false, seed: ~seed).rows)
  }
}

extension Workshop {
  /// The settings that the rule accepts at 0 and whose unit involves gradients only, or may do so because it
  /// is not known.
  func gradientConstants(_ units: Fingerprint.Units) -> [String] {
    let keys: [String] =
      switch units {
      case .inconsistent: unbounded
      case .consistent(let known, let unidentified, _):
        known.filter { $0.value.parameter == 0 && $0.value.gradient != 0 }.map(\.key)
          + unidentified
      }
    return keys.filter { $0 != subject.rateKey && accepts($0, 0) }.sorted()
  }
}
