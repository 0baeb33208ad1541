import Descent

/// An update rule as a subject of the battery: a black box with hyperparameters.
package struct RuleSubject: LawSubject {
  package let name: String
  /// The values that may be drawn for each hyperparameter.
  package let domains: [HyperparameterDomain]
  /// Makes the rule with given settings.
  package var make: @Sendable (Specification) throws -> any Optimizer
  /// The rules that this one must equal at certain settings.
  package var peers: [RulePeer] = []
  /// The entry points of the engine; the kernel's, unless a test replaces them.
  package var driver: any RuleDriver = KernelDriver()
  /// For a rule without declared traits: the settings whose traits were discovered. The trait laws run only
  /// on these settings.
  package var discovered: [(settings: Specification, traits: RuleTraits)] = []
  /// For a rule without declared traits: whether its coordinates move in turns, so that a coordinate's index
  /// determines the steps in which it moves.
  package var takesTurns = false
  /// The rule's own rate if it is held. The rates of a case are scaled so that this is their peak.
  package var heldRate: Double?
  /// If settings are held: a list with one element, the rule without held settings.
  private var whole: [RuleSubject] = []
  /// The laws that the rule is known to break, as its author declares.
  package var exemptions: [Exemption] = []
  /// Traits asserted at all settings in place of the author's declaration; nil if there are none.
  var said: RuleTraits?
  /// The claim that the rule is another one; nil if there is none.
  var claim: RuleClaim?

  package init(
    name: String, domains: [HyperparameterDomain],
    make: @escaping @Sendable (Specification) throws -> any Optimizer
  ) {
    self.name = name
    self.domains = domains
    self.make = make
  }

  /// Creates the subject of a rule with hyperparameters, such as a plugin.
  /// - Parameter modified: wraps each instance, for rules under a modifier.
  package init<Rule: ConfigurableOptimizer>(
    _ type: Rule.Type, name: String? = nil,
    modified: (@Sendable (any Optimizer) throws -> any Optimizer)? = nil
  ) {
    self.init(
      name: name ?? Rule.registeredName,
      domains: Rule().hyperparameters.map(HyperparameterDomain.init)
    ) { specification in
      let rule: any Optimizer = try Informed.ifNeeded(
        Rule(settings: specification.settings))
      return try modified?(rule) ?? rule
    }
    exemptions = Rule.exemptions
  }

  /// The rule, recorded as another rule with some settings held.
  func held(from other: RuleSubject) -> RuleSubject {
    var subject = self
    subject.whole = other.whole.isEmpty ? [other] : other.whole
    return subject
  }

  /// The rule with no settings held; nil if none are.
  var unheld: RuleSubject? {
    var rule = whole.first
    rule?.discovered = discovered
    return rule
  }

  /// Limited for rules in other processes, whose steps are expensive.
  package var shrinkingTime: Duration? { driver.seesState ? nil : .seconds(3) }

  package var isExact: Bool { driver.isExact }
  package var toldErrors: ToldErrors? { driver.toldErrors }
  package var searchTime: Duration? { driver.isDear ? .seconds(6) : nil }

  /// The rule at the settings of a case.
  package func optimizer(_ c: RuleCase) throws -> any Optimizer { try make(c.rule) }

  /// The traits of the rule of a case, declared or discovered.
  /// - Throws: ``Inapplicable`` if there are none.
  func traits(_ c: RuleCase) throws -> RuleTraits {
    if let declared = try declared(at: c.rule) {
      return declared.drawsRandom ? declared.ofDraws : declared
    }
    // Use the widest locality found at any settings, because the few histories of a probe may have missed
    // interactions. It relaxes the laws about independence.
    let reach = discovered.compactMap(\.traits.locality).max { $0.reach < $1.reach }
    if let known = discovered.first(where: { differOnlyInUnits($0, c.rule) }) {
      var traits = known.traits
      traits.locality = reach ?? traits.locality
      return traits
    }
    if let reach, reach != .coordinatewise { return RuleTraits(locality: reach) }
    throw Inapplicable("no traits are declared")
  }

  /// Whether settings equal those of a discovery except for values with a unit. Laws rescale these or set
  /// them to 0, and no trait depends on them.
  private func differOnlyInUnits(
    _ known: (settings: Specification, traits: RuleTraits), _ settings: Specification
  ) -> Bool {
    let scaled = Set(known.traits.units.keys).union([known.traits.decay?.key ?? rateKey])
    return known.settings.settings.allSatisfy { key, text in
      scaled.contains(key) || settings[key] == text
    }
  }

  /// Whether the rule has a hyperparameter with this key, which a trait or another rule refers to.
  func has(_ key: String) -> Bool { domains.contains { $0.key == key } }

  /// The points after each step.
  package func run(_ c: RuleCase) throws -> [[Double]] {
    try driver.trajectory(of: optimizer(c), TrajectoryRequest(c)).points
  }

  /// The move of each coordinate in each step. The point is reset to 0 before each step, so that the rounding
  /// of x has no effect; this is for rules that do not depend on x.
  func moves(_ c: RuleCase) throws -> [[Double]] {
    try moves(c, from: Array(repeating: 0, count: c.count))
  }

  /// The move of each coordinate in each step, with the point reset to `origin` before each step.
  func moves(_ c: RuleCase, from origin: [Double]) throws -> [[Double]] {
    var request = TrajectoryRequest(c)
    request.starts = c.gradients.map { _ in origin }
    return try driver.trajectory(of: optimizer(c), request).points.map { point in
      zip(point, origin).map { $0 - $1 }
    }
  }

  /// The case without decay: its hyperparameter, if the rule has one, at 0.
  func withoutDecay(_ c: RuleCase) throws -> RuleCase {
    guard let decay = try traits(c).decay else { return c }
    return c.setting(decay.key, "0")
  }
}

/// A rule that another one must equal: "momentum with momentum = 0 is sgd".
package struct RulePeer: Sendable {
  /// The text of the claim.
  package let claim: String
  /// The settings of both rules for a case; nil if the claim does not cover the case.
  package let settings: @Sendable (RuleCase) -> (own: Specification, peer: Specification)?
  /// The other rule.
  package let make: @Sendable (Specification) throws -> any Optimizer
  /// The number of first steps for which the claim holds; nil for all.
  package var steps: Int?
  /// The peer's rate at a step (from 1), as a multiple of the rule's own.
  package var rateFactor: @Sendable (RuleCase, _ step: Int) -> Double = { _, _ in 1 }

  package init(
    _ claim: String, make: @escaping @Sendable (Specification) throws -> any Optimizer,
    settings: @escaping @Sendable (RuleCase) -> (own: Specification, peer: Specification)?
  ) {
    self.claim = claim
    self.make = make
    self.settings = settings
  }
}
