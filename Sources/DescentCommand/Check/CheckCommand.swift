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
      Draws random cases for every law, shrinks the first case that breaks one, and prints the smallest. \
      With one name it prints the fingerprint and every verdict; with several, or none (everything \
      built in), one line each and the failures. Settings after a name are held fixed. Exits with 1 on \
      a failure.

      A plugin file is checked in a separate process. If it crashes or hangs, the current law fails with \
      the case that caused it, and the check goes on with the next law.

      A rule that declares nothing is held only to the laws that apply to every rule. --like names the \
      rule that is meant: with --like adam it is held to Adam's traits, closed forms and definition, \
      and to Adam itself; with --like adam:beta1=0.8, to Adam at that setting. --like cosine does the \
      same for a schedule.

      --power measures how much of this rule the laws can see: it makes every small change of its source \
      (a sign, an exponent, an off-by-one, a comparison, a choice), compiles each as a plugin, and \
      prints how many the laws reject, and the changes that no law rejects.

      Failures with one cause are one finding: its smallest case, and the other laws by name. A rule \
      that breaks a law by design declares that in its file (static let exemptions), or for one run \
      with --except. A case that broke a law is kept in the cache folder and judged first the next \
      time. If only rounding breaks a law, so that it holds once each number moves by one unit in the \
      last place, the case is reported as unstable and is not a failure.

      A rule may run in another process: python:torch.optim.Adam, python:myrule.py:MyRule, or a program \
      that speaks the protocol, 'exec:./myrule --flag'. --script writes its findings as plain Python, \
      and --rank 2 gives it matrices only.

      EXAMPLES
        descent check adam
        descent check sgd momentum:nesterov=true --law T5 --law C1 --cases 200
        descent check rosenbrock cosine clip_norm
        descent check sgd --like momentum:momentum=0
        descent check adam --except P14=example
      """)

  @Argument(
    help: "What to check: names, name:key=value,… or plugin files (default: everything).",
    completion: Completions.names("optimizers", "schedules", "problems", "modifiers"))
  var names: [String] = []

  @Option(
    help: ArgumentHelp(
      "The rule or schedule that is meant: hold what is checked to it.",
      valueName: "name:key=value,…"),
    completion: Completions.names("optimizers", "schedules"))
  var like: String?

  @Option(
    name: .shortAndLong,
    help: "Only this law; may be given several times. 'descent list laws' has them.",
    completion: Completions.laws)
  var law: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A law that may be broken in this run, and why; may be given several times.",
      valueName: "law=reason"))
  var except: [String] = []

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: "Cases per law (default: 10 in tier fast, 200 in pull, 2000 in nightly).")
  var cases: Int?

  @Option(name: .shortAndLong, help: "Seed of the cases.")
  var seed: UInt64 = 0

  @Option(help: "How thorough: fast, pull or nightly.")
  var tier: Tier = .fast

  @Option(help: ArgumentHelp("Judge this one case, as a failure printed it.", valueName: "case"))
  var replay: String?

  @Option(help: ArgumentHelp("How long a plugin may take over one case.", valueName: "seconds"))
  var timeLimit = 10.0

  @Option(help: "2: give rules of workers only matrices, for rules that take nothing else.")
  var rank: Int?

  @Option(
    help: ArgumentHelp(
      "Write each finding of a PyTorch rule as a few lines of Python without Descent: FILE, FILE-2, ….",
      valueName: "file.py"), completion: .file(extensions: ["py"]))
  var script: String?

  @Flag(help: "Do not judge the kept cases of earlier failures, and keep no new ones.")
  var noDatabase = false

  @Flag(help: "Make every small change of the rule's source, and print those that no law rejects.")
  var power = false

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print a JSON array instead.")
  var json = false

  /// The number of workers of a rule in another process; each imports what the rule needs.
  @Option(help: .hidden)
  var workers = min(2, ProcessInfo.processInfo.activeProcessorCount)

  func run() async throws {
    if let cases { try CaseCount.check(cases, owner: "check") }
    guard timeLimit > 0, timeLimit <= 1e9 else {
      throw ConfigurationError.outOfRange(
        owner: "check", key: "time_limit", value: "\(timeLimit)", allowed: "(0, 1e9]")
    }
    guard rank.map({ $0 == 2 }) ?? true else {
      throw ConfigurationError.outOfRange(
        owner: "check", key: "rank", value: "\(rank ?? 0)", allowed: "{2}")
    }
    Workbench.current.workers.withLock {
      $0.timeLimit = timeLimit
      $0.count = min(max(1, workers), 64)
      $0.isOfMatrices = rank == 2
    }
    if power { return try await measurePower() }
    let results = try await results { result, isOnly in
      if !json { CheckReport(result: result, isWhole: isOnly).print() }
    }
    if json { Console.current.print(JSONReport(results).json) }
    if results.contains(where: \.hasFailed) { throw Failure.verdict }
    for result in results {
      if let reason = result.unjudged { throw Failure.broken("\(result.battery.name): \(reason)") }
    }
  }

  /// Checks every target that the user named.
  /// - Parameter found: is called with each result, and with whether it is the only one.
  func results(
    _ found: (CheckResult, Bool) -> Void = { _, _ in }
  ) async throws -> [CheckResult] {
    let exceptions = try except.map(Exemption.init(typed:))
    let claim = try like.map(TypedClaim.init(named:))
    let targets = try await CheckTarget.all(names, like: claim)
    try checkLawNames(targets, exceptions)
    var results: [CheckResult] = []
    defer { Interruption.report(nil) }
    for (place, target) in targets.enumerated() {
      Interruption.report { "\(place) of \(counted(targets.count, "check")) done" }
      guard var result = try await result(target, exceptions, isOnly: targets.count == 1)
      else { continue }
      result.exceptions = exceptions
      found(result, targets.count == 1)
      results.append(result)
    }
    return results
  }

  /// The result of one target; nil if none of its laws is selected.
  /// - Parameter isOnly: whether this is the only target, so that the report is complete and has the costs.
  private func result(
    _ target: CheckTarget, _ exceptions: [Exemption], isOnly: Bool
  ) async throws -> CheckResult? {
    switch target {
    case .builtIn(let battery):
      let battery = battery.excepting(exceptions)
      let selection = battery.selection(tier: tier, ids: law)
      guard !selection.isEmpty else { return nil }
      var result = try await result(battery, selection)
      if isOnly, replay == nil, battery.kind == "optimizer" {
        result.battery.cost = try Self.cost(names.first ?? battery.name, timeLimit)
      }
      return result
    case .foreign(let battery, let typed, let notes):
      let battery = battery.excepting(exceptions)
      var selection = battery.selection(tier: tier, ids: law)
      // Add P16, because a long run is a single request to the worker, and no other law sees a rule that
      // fails under constant gradients.
      if law.isEmpty, let long = battery.laws.firstIndex(where: { $0.id == "P16" }),
        !selection.contains(long)
      {
        selection = (selection + [long]).sorted()
      }
      guard !selection.isEmpty else { return nil }
      if !json { for note in notes { Console.current.print("note: \(battery.name) \(note)") } }
      var result = try await result(battery, selection)
      result.battery.typed = typed
      result.messages = Workbench.current.worker(named: battery.name)?.host.lastWords ?? []
      result.notes = notes
      if let script { try WorkerScripts(result: result, typed: typed).write(to: script) }
      return result
    case .loaded(let specification, let typed):
      let job = CheckJob(
        specification: specification.description, laws: law, tier: tier,
        cases: cases ?? tier.cases, seed: seed, like: like, replay: replay, except: except,
        store: store(specification.name)?.source, measuresCost: isOnly && replay == nil)
      let clock = ContinuousClock()
      let start = clock.now
      let finished = Self.liveLine(typed)
      let supervisor = CheckSupervisor(job: job, typed: typed, timeLimit: timeLimit)
      let found = try supervisor.run(finished: finished)
      if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
      guard !found.reports.isEmpty else { return nil }
      return CheckResult(
        battery: found.subject, reports: found.reports + exemptionReport(found.subject),
        cases: job.cases, seed: seed,
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
        concurrency: ProcessInfo.processInfo.activeProcessorCount, store: store(battery.name),
        finished: { [line = Self.liveLine(battery.name)] report, done in
          line(report, done, selection.count)
        })
    }
    if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
    let subject = CheckSubject(battery)
    return CheckResult(
      battery: subject, reports: reports + exemptionReport(subject),
      cases: cases ?? tier.cases, seed: seed,
      isReplay: replay != nil, seconds: (clock.now - start) / .seconds(1), like: like)
  }

  /// The cost of a step of a built-in rule, measured in another process, where allocations can be counted.
  private static func cost(_ name: String, _ timeLimit: Double) throws -> RuleCost? {
    guard DescentCommand.hasWorkers else { return nil }
    // The worker skips its only law, so it judges none.
    let job = CheckJob(
      specification: name, laws: ["P1"], tier: .fast, cases: 1, seed: 0, measuresCost: true)
    let words = job.arguments(skip: 1, plugins: [])
    var cost: RuleCost?
    _ = try CheckChild(arguments: words, timeLimit: timeLimit).run { event in
      cost = event.subject?.cost ?? cost
    }
    return cost
  }

  /// The verdict on the exemptions themselves, if all laws are selected.
  private func exemptionReport(_ subject: CheckSubject) -> [LawReport] {
    law.isEmpty && replay == nil ? subject.exemptions.map { [$0] } ?? [] : []
  }

  /// The store of the failing cases of this name; nil in a test host, which keeps none.
  private func store(_ name: String) -> CaseStore? {
    guard !noDatabase, DescentCommand.hasWorkers else { return nil }
    let file = Workbench.current.file(of: name)?.path
    return CaseStore(source: file.map { URL(filePath: $0).resolvingSymlinksInPath().path } ?? "")
  }

  private static func liveLine(_ name: String) -> @Sendable (LawReport, Int, Int) -> Void {
    let console = Console.current
    return { report, done, count in
      guard console.hasLiveLine else { return }
      console.errors("\r\u{1B}[K\(name): \(done)/\(count) laws done, last: \(report.law.id)")
    }
  }

  /// Checks the names of laws. This process knows the laws of built-in targets only; a plugin's process
  /// checks its own.
  private func checkLawNames(_ targets: [CheckTarget], _ exceptions: [Exemption]) throws {
    let batteries = targets.compactMap { target in
      switch target {
      case .builtIn(let battery), .foreign(let battery, _, _): battery
      case .loaded: nil
      }
    }
    let isWhole = batteries.count == targets.count
    let names = LawNames((isWhole ? batteries : Catalog.batteries).flatMap(\.laws))
    try names.check(exceptions.map(\.law), option: "--except")
    if isWhole { try names.check(law) }
  }
}

extension Tier: ExpressibleByArgument {}
