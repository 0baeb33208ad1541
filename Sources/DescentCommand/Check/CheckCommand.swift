import ArgumentParser
import Descent
import DescentCatalog
import DescentLaws
import Foundation

/// `descent check`: the law battery.
struct CheckCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check update rules, schedules, modifiers and problems against their laws.",
    discussion: """
      Draws random cases for every law, shrinks the first that breaks one, and prints the smallest. With
      one name: its fingerprint and every verdict. With several, or none (everything built in): a
      line each, and the failures. Settings after a name are held fixed. Exits with 1 on a failure.

      A plugin file is checked in a process of its own: one that crashes, or does not come back, fails
      the law that it was under, with the case that did it, and the laws after it go on.

      A rule that declares nothing is held to what every rule owes. --like says what was meant: with
      --like adam it is held to Adam's traits, closed forms and definition, and to Adam itself; with
      --like adam:beta1=0.8, to Adam at that setting.

      EXAMPLES
        descent check adam
        descent check sgd momentum:nesterov=true --law T5 --law C1 --cases 200
        descent check rosenbrock cosine clip_norm
        descent check adamw:weight_decay=0 --like adam:weight_decay=0
      """)

  @Argument(
    help: "What to check: names, name:key=value,… or plugin files; everything unless given.")
  var names: [String] = []

  @Option(
    help: ArgumentHelp(
      "The rule that is meant: hold what is checked to it.", valueName: "name:key=value,…"))
  var like: String?

  @Option(help: "Only this law; may be given several times. 'descent list laws' has them.")
  var law: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Cases a law (default: 10 in tier fast, 200 in pull, 2000 in nightly).")
  var cases: Int?

  @Option(help: "Seed of the cases.")
  var seed: UInt64 = 0

  @Option(help: "How thorough: fast, pull or nightly.")
  var tier: Tier = .fast

  @Option(help: ArgumentHelp("Judge this one case, as a failure printed it.", valueName: "case"))
  var replay: String?

  @Option(help: ArgumentHelp("How long a plugin may take over one case.", valueName: "seconds"))
  var timeLimit = 10.0

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print a JSON array instead.")
  var json = false

  func run() async throws {
    if let cases { try CaseCount.check(cases, owner: "check") }
    guard timeLimit > 0, timeLimit <= 1e9 else {
      throw ConfigurationError.outOfRange(
        owner: "check", key: "time_limit", value: "\(timeLimit)", allowed: "(0, 1e9]")
    }
    let results = try await results { result, isOnly in
      if !json { CheckReport(result: result, isWhole: isOnly).print() }
    }
    if json { Console.current.print(JSONReport(results).text) }
    if results.contains(where: \.hasFailed) { throw Failure.verdict }
  }

  /// Checks everything that is named.
  /// - Parameter found: takes each result, and whether it is the only one.
  func results(
    _ found: (CheckResult, Bool) -> Void = { _, _ in }
  ) async throws -> [CheckResult] {
    let claim = try like.map(RuleClaim.init(named:))
    let targets = try await CheckTarget.all(names, like: claim)
    try checkLawNames(targets)
    var results: [CheckResult] = []
    defer { Interruption.report(nil) }
    for (place, target) in targets.enumerated() {
      Interruption.report { "\(place) of \(counted(targets.count, "check")) done" }
      guard let result = try await result(target) else { continue }
      found(result, targets.count == 1)
      results.append(result)
    }
    return results
  }

  /// What was found of one target; nil if none of its laws is asked for.
  private func result(_ target: CheckTarget) async throws -> CheckResult? {
    switch target {
    case .builtIn(let battery):
      let selection = battery.selection(tier: tier, ids: law)
      return selection.isEmpty ? nil : try await result(battery, selection)
    case .loaded(let specification, let typed):
      let job = CheckJob(
        specification: specification.description, laws: law, tier: tier,
        cases: cases ?? tier.cases, seed: seed, like: like, replay: replay)
      let clock = ContinuousClock()
      let start = clock.now
      let finished = Self.liveLine(typed)
      let supervisor = CheckSupervisor(job: job, typed: typed, timeLimit: timeLimit)
      let found = try supervisor.run(finished: finished)
      if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
      guard !found.reports.isEmpty else { return nil }
      return CheckResult(
        battery: found.subject, reports: found.reports, cases: job.cases, seed: seed,
        isReplay: replay != nil, seconds: (clock.now - start) / .seconds(1),
        wasInterrupted: found.wasInterrupted, like: like)
    }
  }

  private func result(_ battery: Battery, _ selection: [Int]) async throws -> CheckResult {
    let clock = ContinuousClock()
    let start = clock.now
    let reports: [LawReport]
    if let replay {
      reports = try selection.map { try battery.replay(law: $0, replay) }
    } else {
      reports = await battery.reports(
        laws: selection, cases: cases ?? tier.cases, seed: seed,
        concurrency: ProcessInfo.processInfo.activeProcessorCount,
        finished: { [line = Self.liveLine(battery.name)] report, done in
          line(report, done, selection.count)
        })
    }
    if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
    return CheckResult(
      battery: CheckSubject(battery), reports: reports, cases: cases ?? tier.cases, seed: seed,
      isReplay: replay != nil, seconds: (clock.now - start) / .seconds(1), like: like)
  }

  private static func liveLine(_ name: String) -> @Sendable (LawReport, Int, Int) -> Void {
    let console = Console.current
    return { report, done, count in
      guard console.hasLiveLine else { return }
      console.errors("\r\u{1B}[K\(name): \(done)/\(count) laws done, last: \(report.law.id)")
    }
  }

  /// Laws of built-in things only are known here; a plugin's process knows its own.
  private func checkLawNames(_ targets: [CheckTarget]) throws {
    var known: [String] = []
    for target in targets {
      guard case .builtIn(let battery) = target else { return }
      known += battery.laws.map(\.id)
    }
    for id in law where !known.contains(where: { $0.lowercased() == id.lowercased() }) {
      let near = nearest(to: id, in: known).map { "; did you mean '\($0)'?" } ?? ""
      throw Failure.usage(
        "no law of these is called '\(id)'" + near, next: "see 'descent list laws'")
    }
  }
}

extension Tier: ExpressibleByArgument {}
