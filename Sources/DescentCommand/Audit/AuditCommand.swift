import ArgumentParser
import Descent
import DescentBridge
import DescentFiles
import DescentLaws
import Foundation

/// `descent audit`: checks every optimizer of a Python package against the laws.
struct AuditCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check every optimizer of a Python package against the laws.",
    discussion: """
      Each optimizer is checked in a separate process, as 'descent check python:NAME' would do, with a \
      time limit. --json keeps the findings in a file. A later audit can continue from that file \
      (--resume) or be compared with it (--baseline); then only new findings are failures.

      EXAMPLES (the packages must be installed)
        descent audit python:torch.optim
        descent audit python:optax --json optax.json --scripts reports
        descent audit python:mypackage.rules --baseline rules.json --junit audit.xml
      """)

  @Argument(help: "The package or file, as python:PACKAGE.")
  var package: String

  @Option(help: "How thorough: fast, pull or nightly.")
  var tier: Tier = .fast

  @Option(help: ArgumentHelp("How long one optimizer may take.", valueName: "seconds"))
  var timeLimit = 300.0

  @Option(
    help: ArgumentHelp("Compare with the --json file of an earlier audit.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Write the findings as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Write the findings as JUnit XML.", valueName: "file"))
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "A folder for one Python script per finding; the scripts run without Descent.",
      valueName: "folder"))
  var scripts: String?

  @Flag(help: "Skip the optimizers that the --json file already has.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Only these optimizers, with their settings, as in Adam,SGD:momentum=0.9; may be given several times.",
      valueName: "names"))
  var only: [String] = []

  @Option(help: "How many optimizers are checked in parallel (default: one per processor).")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    guard timeLimit > 0, timeLimit <= 1e9 else {
      throw ConfigurationError.outOfRange(
        owner: "audit", key: "time_limit", value: "\(timeLimit)", allowed: "(0, 1e9]")
    }
    guard (1...1024).contains(jobs) else {
      throw ConfigurationError.outOfRange(
        owner: "audit", key: "jobs", value: "\(jobs)", allowed: "[1, 1024]")
    }
    guard case .python(let target) = try Specification(package).source else {
      throw Failure.usage("'\(package)' is not a package", next: "for example python:torch.optim")
    }
    let earlier = try baseline.map(AuditFile.init(contentsOf:))
    var file = AuditFile(package: package, tier: tier.rawValue, entries: [])
    if resume {
      guard let json else { throw Failure.usage("--resume needs --json FILE", next: "give one") }
      if FileManager.default.fileExists(atPath: json) {
        file = try AuditFile(contentsOf: json)
        guard file.package == package, file.tier == tier.rawValue else {
          throw Failure.usage(
            "\(json) is of \(file.package) in tier \(file.tier)", next: "give another --json")
        }
      }
    }
    for path in [json, junit].compactMap(\.self) { try AtomicFile.checkWritable(path) }
    if let scripts {
      do {
        try FileManager.default.createDirectory(
          atPath: scripts, withIntermediateDirectories: true)
      } catch { throw Failure.broken("cannot make the folder \(scripts)") }
    }
    let names = try WorkerHost.targets(
      of: try WorkerCommand(
        python: target, chosen: plugins.python))
    guard !names.isEmpty else {
      throw Failure.broken("\(package) has no optimizer that could be checked")
    }
    file = try await audited(try chosen(among: names, of: target), file)
    try report(file, earlier)
  }

  /// The targets that `--only` names; all targets if there is no `--only`.
  private func chosen(among names: [String], of package: String) throws -> [String] {
    guard !only.isEmpty else { return names }
    let start = package.hasSuffix(".py") ? package + ":" : package + "."
    // A comma within settings is followed by a key and its value.
    let parts = only.flatMap { text in
      text.split(separator: ",").reduce(into: [String]()) { parts, part in
        if let last = parts.last, part.contains("="), !part.contains(":"), last.contains(":") {
          parts[parts.count - 1] = last + "," + part
        } else {
          parts.append(String(part))
        }
      }
    }
    return try parts.map { part in
      let name = start + (part.split(separator: ":").first.map(String.init) ?? part)
      guard names.contains(name) else {
        let near = hint(for: name, in: names)
        throw Failure.usage(
          "--only: \(package) has no optimizer '\(part)'" + near,
          next: "leave out --only to see all of them")
      }
      return start + part
    }
  }

  private func audited(_ names: [String], _ known: AuditFile) async throws -> AuditFile {
    let left = names.filter { name in !known.entries.contains { $0.target == name } }
    var file = known
    var failure: (any Error)?
    let console = Console.current
    Interruption.report { "some of \(counted(left.count, "optimizer")) done" }
    defer { Interruption.report(nil) }
    // Where checks fill the processors, a second worker of each would only import once more.
    let isFull = min(left.count, jobs) >= ProcessInfo.processInfo.activeProcessorCount
    let check = AuditCheck(
      tier: tier, timeLimit: timeLimit, python: plugins.python, scripts: scripts,
      workers: isFull ? 1 : 2)
    _ = await concurrentMap(count: left.count, concurrency: jobs) {
      check.entry(of: left[$0])
    } finished: { entry, done in
      file.entries.append(entry)
      file.entries.sort { $0.target < $1.target }
      if console.hasLiveLine {
        console.errors("\r\u{1B}[K\(done)/\(left.count) done, last: \(entry.target)")
      }
      guard let json else { return }
      do { try AtomicFile.write(Array((file.json.indented() + "\n").utf8), to: json) } catch {
        failure = failure ?? error
      }
    }
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
    if let failure { throw failure }
    return file
  }

  private func report(_ file: AuditFile, _ earlier: AuditFile?) throws {
    let console = Console.current
    let comparison = earlier.map { AuditComparison(before: $0, now: file) }
    console.print(AuditTable(file: file, comparison: comparison).text)
    if let junit {
      try AtomicFile.write(
        Array(JUnitText(file: file, comparison: comparison).text.utf8), to: junit)
    }
    if let comparison {
      console.print("\n" + comparison.text)
      if !comparison.new.isEmpty { throw Failure.verdict }
    } else if file.entries.contains(where: { !$0.failures.isEmpty }) {
      throw Failure.verdict
    }
  }
}
