import Descent

/// All laws about one subject of any kind: a rule, a schedule, a modifier or a problem.
package struct Battery: Sendable {
  /// The kind of the subject: "optimizer", "schedule", "problem", "clipping", ….
  package let kind: String
  package let name: String
  package let laws: [LawCard]
  /// Takes the fingerprint of a rule at its defaults, by probing alone.
  package let fingerprint: (@Sendable () throws -> Fingerprint)?
  /// The traits that the rule's author, or a claim, declares at its defaults; nil if there are none.
  package let declared: RuleTraits?
  /// The laws that the subject is known to break, as its author declares.
  package let exemptions: [Exemption]
  /// The laws that are excepted for one run.
  var exceptions: [Exemption] = []
  /// The keys of the subject's hyperparameters; nil where they are not known.
  let keys: [String]?
  /// The name under which counterexamples are stored. It includes the held settings, because a case with
  /// other settings does not belong to this battery.
  package let keptAs: String
  let runLaw:
    @Sendable (_ law: Int, _ cases: Int, _ seed: UInt64, _ shrinks: Bool, _ scope: CaseScope) ->
      LawReport
  private let replayLaw:
    @Sendable (_ law: Int, _ text: String, _ seed: UInt64, _ index: Int?, _ spared: [Exemption])
      throws -> LawReport
  private let judgeSimpler: @Sendable (_ law: Int, _ text: String) throws -> Void

  package init<Input: LawInput>(
    kind: String, subject: Input.Subject, laws: [Law<Input>],
    fingerprint: (@Sendable () throws -> Fingerprint)? = nil, declared: RuleTraits? = nil,
    exemptions: [Exemption] = [], domains: [HyperparameterDomain]? = nil, keys: [String] = []
  ) {
    self.kind = kind
    name = subject.name
    let held = domains?.filter(\.isHeld).map { (key: $0.key, text: $0.grid[0]) } ?? []
    keptAs = held.isEmpty ? name : Specification(name: name, settings: held).description
    self.fingerprint = fingerprint
    self.declared = declared
    self.laws = laws.map(\.card)
    self.exemptions = exemptions.filter { Self.concerns($0, domains ?? []) }
    self.keys = domains.map { $0.map(\.key) + keys }
    runLaw = { laws[$0].search(subject, cases: $1, seed: $2, shrinks: $3, scope: $4) }
    replayLaw = { law, text, seed, index, spared in
      let input = try Input(replay: text)
      let report = laws[law].replay(subject, input, seed: seed, index: index)
      guard case .failed(let found) = report.outcome,
        let exemption = spared.first(where: { $0.covers(input.subjectSettings) })
      else { return report }
      return report.becoming(.exempt(exemption, found))
    }
    judgeSimpler = { law, text in
      for simpler in try Input(replay: text).simplifications(for: subject) {
        _ = laws[law].judge(subject, simpler)
      }
    }
  }

  /// Concatenates the laws of several batteries about the same subject.
  package init(kind: String, name: String, of parts: [Battery]) {
    self.kind = kind
    self.name = name
    fingerprint = parts.compactMap(\.fingerprint).first
    declared = parts.compactMap(\.declared).first
    laws = parts.flatMap(\.laws)
    exemptions = parts.flatMap(\.exemptions)
    keys = parts.compactMap(\.keys).first
    keptAs = name
    let places = parts.flatMap { part in part.laws.indices.map { (part: part, law: $0) } }
    runLaw = { places[$0].part.runLaw(places[$0].law, $1, $2, $3, $4) }
    replayLaw = { try places[$0].part.replayLaw(places[$0].law, $1, $2, $3, $4) }
    judgeSimpler = { try places[$0].part.judgeSimpler(places[$0].law, $1) }
  }

  /// The battery of an update rule. Traits are discovered first if the rule declares none.
  /// - Parameter discovers: false for a rule that must not be run before a law watches it.
  package init(_ rule: RuleSubject, discovers: Bool = true) {
    let settings = rule.completed(nil)
    let declaring = try? rule.make(settings)
    var subject = rule
    // A rule that refuses its own defaults reports that in every law.
    if discovers, rule.claim == nil, declaring?.declaredTraits == nil,
      let known = try? rule.discovering()
    {
      subject = known
    }
    let fingerprint: (@Sendable () throws -> Fingerprint) = {
      try Fingerprint(of: rule, settings: settings, seed: 1)
    }
    self.init(
      kind: "optimizer", subject: subject, laws: RuleLaws.all,
      fingerprint: discovers ? fingerprint : nil,
      declared: (try? rule.declared(at: settings)) ?? nil, exemptions: rule.exemptions,
      domains: rule.domains)
  }

  /// Whether an exemption can apply to any case, given the held settings.
  private static func concerns(_ exemption: Exemption, _ domains: [HyperparameterDomain]) -> Bool {
    exemption.settings.allSatisfy { key, text in
      guard let domain = domains.first(where: { $0.key == key }), domain.isHeld else {
        return true
      }
      return Exemption.isSame(domain.grid[0], text)
    }
  }

  /// The battery of a plugin's rule.
  package init<Rule: ConfigurableOptimizer>(_ type: Rule.Type) { self.init(RuleSubject(type)) }

  /// The battery of a plugin's schedule.
  /// - Parameter held: settings that every case has.
  package init<Kind: ConfigurableSchedule>(
    _ type: Kind.Type, holding held: [(key: String, text: String)] = []
  ) {
    self.init(ScheduleSubject(type).holding(held), exemptions: Kind.exemptions)
  }

  /// The battery of a schedule.
  package init(_ subject: ScheduleSubject, exemptions: [Exemption] = []) {
    self.init(
      kind: "schedule", subject: subject, laws: ScheduleLaws.all, exemptions: exemptions,
      domains: subject.domains)
  }

  /// The battery of a plugin's problem.
  /// - Parameters:
  ///   - grids: values for hyperparameters whose default grid would be slow or narrow, such as the names of
  ///     data sets.
  ///   - held: settings that every case has.
  package init<Kind: ConfigurableProblem>(
    _ type: Kind.Type, grids: [String: [String]] = [:],
    holding held: [(key: String, text: String)] = []
  ) {
    let subject = ProblemSubject(type, grids: grids).holding(held)
    self.init(
      kind: "problem", subject: subject, laws: ProblemLaws.all, exemptions: Kind.exemptions,
      domains: subject.domains)
  }

  /// The battery of a modified problem: the laws of problems and the laws of problem modifiers.
  /// - Parameters:
  ///   - inner: the problem inside.
  ///   - held: settings of the modifier that every case has.
  package init(
    _ modifier: ProblemEntry, of inner: Specification, in registry: Registry,
    holding held: [(key: String, text: String)] = []
  ) {
    let subject = ProblemSubject(modifier, of: inner, in: registry, holding: held)
    self.init(
      kind: "problem", subject: subject, laws: ProblemLaws.all + ProblemModifierLaws.all,
      domains: subject.domains)
  }

  /// Judges a case that a report printed by one law.
  /// - Throws: ``ReplayError`` if the text is not a case.
  package func replay(law: Int, _ text: String) throws -> LawReport {
    try replay(law: law, text, seed: 0, index: nil)
  }

  /// - Parameters:
  ///   - seed: the seed of the case, and `index` its number; the report gives both as its origin.
  func replay(law: Int, _ text: String, seed: UInt64, index: Int?) throws -> LawReport {
    let id = laws[law].id
    return try replayLaw(law, text, seed, index, spared(id))
  }

  /// Judges every case that is one step simpler than the given one, so that ``CaseWatch`` learns of a simpler
  /// case that also terminates the process.
  /// - Throws: ``ReplayError`` if the text is not a case.
  package func judgeSimplifications(law: Int, of text: String) throws {
    try judgeSimpler(law, text)
  }

  /// The indices in ``laws`` of the laws that a tier runs, or of the laws named.
  /// - Parameter ids: identifiers, compared without regard to case; all laws of the tier if empty.
  package func selection(tier: Tier, ids: [String] = []) -> [Int] {
    let ids = Set(ids.map { $0.lowercased() })
    return laws.indices.filter {
      ids.isEmpty ? laws[$0].tier <= tier : ids.contains(laws[$0].id.lowercased())
    }
  }

  /// Runs laws, several at a time.
  /// - Parameters:
  ///   - concurrency: how many laws run simultaneously.
  ///   - finished: called after each law with its report and the number of laws done.
  package func reports(
    laws selection: [Int], cases: Int, seed: UInt64, shrinks: Bool = true, concurrency: Int,
    store: CaseStore? = nil,
    finished: @escaping @Sendable (LawReport, Int) -> Void = { _, _ in }
  ) async -> [LawReport] {
    await concurrentMap(
      count: selection.count, concurrency: concurrency,
      {
        report(law: selection[$0], cases: cases, seed: seed, shrinks: shrinks, store: store)
      },
      finished: finished)
  }
}
