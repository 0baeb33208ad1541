import ArgumentParser
import Descent
import DescentLaws
import DescentPlugins
import Foundation

/// The task of one worker.
struct CheckJob {
  let specification: String
  /// The identifiers of the laws; all laws of the tier if empty.
  let laws: [String]
  let tier: Tier
  let cases: Int
  let seed: UInt64
  /// The rule that `--like` names.
  var like: String?
  var replay: String?
  /// The laws that are excepted, as typed.
  var except: [String] = []
  /// The rule's file, which is the key of the failing cases in the store; nil for no store.
  var store: String?
  /// Whether the cost of its steps is measured.
  var measuresCost = false
  /// Whether the rule's fingerprint is taken before the laws; false if taking it ended the process.
  var discovers = true

  /// The arguments of a worker that skips the laws that are done.
  /// - Parameter simplify: a case to simplify, of the first law that is not skipped.
  func arguments(skip: Int, plugins: [String], simplify: String? = nil) -> [String] {
    var words = words(of: "check-worker", plugins: plugins) + ["--skip", String(skip)]
    if measuresCost { words.append("--cost") }
    if !discovers { words.append("--no-discovery") }
    if let store { words.append("--store=" + store) }
    if let simplify { return words + ["--simplify=" + simplify] }
    return words + (replay.map { ["--replay=" + $0] } ?? [])
  }

  /// The arguments of a worker of either kind: its ``WorkerOptions``.
  func words(of command: String, plugins: [String]) -> [String] {
    var words = [
      command, specification, "--tier", tier.rawValue, "--cases", String(cases), "--seed",
      String(seed), "--parent", String(ProcessInfo.processInfo.processIdentifier),
    ]
    if let like { words.append("--like=" + like) }
    for exception in except { words.append("--except=" + exception) }
    for law in laws { words += ["--law", law] }
    for plugin in plugins { words += ["--plugin", plugin] }
    return words
  }
}

/// An event of a worker, one line of JSON: first the subject, then for each law its index, each case before
/// it is judged, and the report.
struct WorkerEvent: Codable {
  var subject: CheckSubject?
  /// The indices of the selected laws, including the skipped ones.
  var selection: [Int]?
  var law: Int?
  var caseText: String?
  var index: Int?
  var report: LawReport?
  /// A digest of the trajectories of many runs.
  var trajectories: String?

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}

/// `descent check-worker`: the battery of one plugin, for the process that supervises this one.
struct CheckWorker: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "check-worker", abstract: "Check one plugin for another process.",
    shouldDisplay: false)

  @OptionGroup var options: WorkerOptions
  @Option var skip: Int
  @Flag var noDiscovery = false
  @Flag var cost = false
  @Option var replay: String?
  @Option var simplify: String?
  @Option var store: String?
  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    let channel = options.begin()
    let (entry, specification, battery) = try options.subject(discovers: !noDiscovery)
    let selection = battery.selection(tier: options.tier, ids: options.law)
    var subject = CheckSubject(battery)
    if cost, !noDiscovery { subject.cost = Self.cost(of: entry, specification) }
    channel.say(WorkerEvent(subject: subject, selection: selection))
    try judge(battery, selection.dropFirst(skip), channel)
  }

  private static func cost(of entry: CatalogEntry, _ specification: Specification) -> RuleCost? {
    guard case .optimizer(let rule) = entry,
      let made = try? rule.make(settings: specification.settings)
    else { return nil }
    return try? RuleCost(of: made)
  }

  private func judge(_ battery: Battery, _ laws: ArraySlice<Int>, _ channel: WorkerChannel) throws {
    let watch = CaseWatch { text, index in
      channel.say(WorkerEvent(caseText: text, index: index))
    }
    for law in laws {
      channel.say(WorkerEvent(law: law))
      let report = try CaseWatch.$current.withValue(watch) { try judge(battery, law) }
      guard let report else { return }
      channel.say(WorkerEvent(report: report))
    }
  }

  /// The report on one law; nil while simplifying a case, where the result is how the process ends.
  private func judge(_ battery: Battery, _ law: Int) throws -> LawReport? {
    if let simplify {
      try battery.judgeSimplifications(law: law, of: simplify)
      return nil
    }
    if let replay { return try battery.replay(law: law, replay) }
    return battery.report(
      law: law, cases: options.cases, seed: options.seed,
      store: store.map { CaseStore(source: $0) })
  }
}
