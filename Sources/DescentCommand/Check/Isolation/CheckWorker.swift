import ArgumentParser
import Descent
import DescentLaws
import DescentPlugins
import Foundation

/// What one worker is asked to do.
struct CheckJob {
  let specification: String
  /// The laws named; all of the tier if empty.
  let laws: [String]
  let tier: Tier
  let cases: Int
  let seed: UInt64
  /// The rule that it is said to be.
  var like: String?
  var replay: String?
  /// The laws that are excepted, as typed.
  var except: [String] = []
  /// The file that the rule comes from, under which cases that broke a law are kept; nil for no store.
  var store: String?
  /// Whether the cost of its steps is measured.
  var measuresCost = false
  /// Whether the rule is asked for its fingerprint before its laws; not if that ends the process.
  var discovers = true

  /// The arguments of a worker that passes over the laws that are done.
  /// - Parameter simplify: a case of the first law that is not passed over, to be made simpler.
  func arguments(skip: Int, plugins: [String], simplify: String? = nil) -> [String] {
    var words = [
      "check-worker", specification, "--tier", tier.rawValue, "--cases", String(cases), "--seed",
      String(seed), "--skip", String(skip), "--parent",
      String(ProcessInfo.processInfo.processIdentifier),
    ]
    if measuresCost, skip == 0, simplify == nil { words.append("--cost") }
    if !discovers { words.append("--no-discovery") }
    if let like { words.append("--like=" + like) }
    for exception in except { words.append("--except=" + exception) }
    if let store { words.append("--store=" + store) }
    for law in laws { words += ["--law", law] }
    for plugin in plugins { words += ["--plugin", plugin] }
    if let simplify { return words + ["--simplify=" + simplify] }
    return words + (replay.map { ["--replay=" + $0] } ?? [])
  }
}

/// What a worker says, a line of JSON each: first whom it checks, then each law, each of its cases
/// before it is judged, and the law's report.
struct WorkerEvent: Codable {
  var subject: CheckSubject?
  /// The places of the laws that are to be judged, those that are passed over included.
  var selection: [Int]?
  var law: Int?
  var caseText: String?
  var index: Int?
  var report: LawReport?
  /// A digest of the numbers of many runs.
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

  @Argument var specification: String
  @Option var law: [String] = []
  @Option var tier: Tier = .fast
  @Option var cases: Int
  @Option var seed: UInt64
  @Option var skip: Int
  @Option var parent: Int32
  @Option var like: String?
  @Flag var noDiscovery = false
  @Flag var cost = false
  @Option var replay: String?
  @Option var simplify: String?
  @Option(parsing: .singleValue) var except: [String] = []
  @Option var store: String?
  @OptionGroup var plugins: PluginOptions

  /// The memory of a process in which a plugin is tried, in bytes: laws need far less.
  static var memoryLimit: Double { max(0x1p30, min(0x1p33, MachineMemory.size / 2)) }

  func run() async throws {
    Self.endWith(parent: parent)
    GuardedProcess.limitMemory(to: Self.memoryLimit)
    // What a plugin prints must not come between the events, and what it starts must not hold them up.
    let channel = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let specification = try Specification(specification)
    guard let entry = CatalogEntry.named(specification.name) else {
      throw CatalogEntry.unknown(specification.name)
    }
    let battery = try entry.battery(
      holding: specification.settings, discovers: !noDiscovery,
      like: try like.map(RuleClaim.init(named:))
    ).excepting(try except.map(Exemption.init(typed:)))
    let selection = battery.selection(tier: tier, ids: law)
    var subject = CheckSubject(battery)
    if cost, !noDiscovery { subject.cost = Self.cost(of: entry, specification) }
    Self.say(WorkerEvent(subject: subject, selection: selection), on: channel)
    try judge(battery, selection.dropFirst(skip), channel)
  }

  private static func cost(of entry: CatalogEntry, _ specification: Specification) -> RuleCost? {
    guard case .optimizer(let rule) = entry,
      let made = try? rule.make(settings: specification.settings)
    else { return nil }
    return try? RuleCost(of: made)
  }

  private func judge(_ battery: Battery, _ laws: ArraySlice<Int>, _ channel: Int32) throws {
    let watch = CaseWatch { text, index in
      Self.say(WorkerEvent(caseText: text, index: index), on: channel)
    }
    for law in laws {
      Self.say(WorkerEvent(law: law), on: channel)
      let report = try CaseWatch.$current.withValue(watch) { try judge(battery, law) }
      guard let report else { return }
      Self.say(WorkerEvent(report: report), on: channel)
    }
  }

  /// Nil where a case is made simpler: there is a report only if there is a process to write it.
  private func judge(_ battery: Battery, _ law: Int) throws -> LawReport? {
    if let simplify {
      try battery.judgeSimplifications(law: law, of: simplify)
      return nil
    }
    if let replay { return try battery.replay(law: law, replay) }
    return battery.report(
      law: law, cases: cases, seed: seed, store: store.map { CaseStore(source: $0) })
  }

  static func say(_ event: WorkerEvent, on channel: Int32) {
    guard let line = try? WorkerEvent.encoder.encode(event) else { return }
    FileHandle(fileDescriptor: channel, closeOnDealloc: false).write(line + Data("\n".utf8))
  }

  /// Ends this process when its parent is gone: a rule that loops would go on for ever.
  static func endWith(parent: Int32) {
    Thread.detachNewThread {
      while getppid() == parent { Thread.sleep(forTimeInterval: 0.25) }
      _exit(2)
    }
  }
}
