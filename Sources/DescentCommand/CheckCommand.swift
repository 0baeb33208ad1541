import ArgumentParser
import Descent
import DescentCatalog
import DescentLaws
import Foundation

/// `descent check`: the law battery.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check update rules, schedules, modifiers and problems against their laws.",
    discussion: """
      Draws random cases for every law, shrinks the first that breaks one, and prints the smallest. With
      one name: its fingerprint and every verdict. With several, or none (everything built in): a
      line each, and the failures. Settings after a name are held fixed. Exits with 1 on a failure.

      EXAMPLES
        descent check adam
        descent check sgd momentum:nesterov=true --law T5 --law C1 --cases 200
        descent check sgd --law P1 --replay "type float64 | tensors 1 | rule sgd:lr=1 | \
      rates 1 | x 0 | g 1 | aux 0"
      """)

  @Argument(help: "What to check, as name or name:key=value,…; everything unless given.")
  var names: [String] = []

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

  @Flag(help: "Print a JSON array instead.")
  var json = false

  @Flag(help: "Check the laws: which law rejects which wrong rule.")
  var mutants = false

  func run() async throws {
    if let cases, cases < 1 {
      throw ConfigurationError.outOfRange(
        owner: "check", key: "cases", value: String(cases), allowed: "[1, inf)")
    }
    if mutants { return try await MutantReport(cases: cases ?? 10, seed: seed, json: json).print() }
    let batteries = names.isEmpty ? Catalog.batteries : try names.map(Catalog.battery(named:))
    try checkLawNames(batteries)
    var results: [CheckResult] = []
    for battery in batteries {
      let selection = battery.selection(tier: tier, ids: law)
      guard !selection.isEmpty else { continue }
      let result = try await result(battery, selection)
      if !json { CheckReport(result: result, isWhole: names.count == 1).print() }
      results.append(result)
    }
    if json { Console.current.print(JSONReport(results).text) }
    if results.contains(where: \.hasFailed) { throw Failure.verdict }
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
        finished: Self.liveLine(battery.name, selection.count))
    }
    if Console.current.hasLiveLine { Console.current.errors("\r\u{1B}[K") }
    return CheckResult(
      battery: battery, reports: reports, cases: cases ?? tier.cases, seed: seed,
      isReplay: replay != nil, seconds: (clock.now - start) / .seconds(1))
  }

  private static func liveLine(_ name: String, _ count: Int) -> @Sendable (LawReport, Int) -> Void {
    let console = Console.current
    return { report, done in
      guard console.hasLiveLine else { return }
      console.errors("\r\u{1B}[K\(name): \(done)/\(count) laws done, last: \(report.law.id)")
    }
  }

  private func checkLawNames(_ batteries: [Battery]) throws {
    let known = batteries.flatMap { $0.laws.map(\.id) }
    for id in law where !known.contains(where: { $0.lowercased() == id.lowercased() }) {
      let near = nearest(to: id, in: known).map { "; did you mean '\($0)'?" } ?? ""
      throw Failure.usage(
        "no law of these is called '\(id)'" + near, next: "see 'descent list laws'")
    }
  }
}

extension Tier: ExpressibleByArgument {}
