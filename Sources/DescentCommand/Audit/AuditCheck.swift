import Descent
import DescentFiles
import DescentLaws
import DescentPlugins
import Foundation

/// Checks one optimizer of an audit in a separate process.
struct AuditCheck: Sendable {
  let tier: Tier
  let timeLimit: Double
  let python: String?
  let scripts: String?
  /// The number of workers of each check.
  let workers: Int

  /// The findings for an optimizer: on vectors, or on matrices if no law applies to it on vectors.
  func entry(of target: String) -> AuditFile.Entry {
    let start = ContinuousClock.now
    var found = check(target, [])
    if case .laws(let laws) = found, laws.asked == 0 { found = check(target, ["--rank", "2"]) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    switch found {
    case .nothing(let reason):
      return AuditFile.Entry(
        target: target, reason: reason, failures: [], passed: 0, seconds: seconds)
    case .laws(let laws):
      return AuditFile.Entry(
        target: target, reason: laws.asked == 0 ? laws.note ?? "no law applied" : nil,
        failures: laws.failures, passed: laws.passed, seconds: seconds)
    }
  }

  /// The part of `check --json` that an audit keeps.
  private struct Laws {
    let passed: Int
    let failures: [AuditFile.Entry.Failure]
    /// The first note, which gives the reason if no law applied.
    let note: String?

    var asked: Int { passed + failures.count }
  }

  private enum Found {
    case laws(Laws)
    case nothing(String)
  }

  private func path(_ target: String) -> String? {
    let name = String(target.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" })
    return scripts.map { "\($0)/\(name).py" }
  }

  private func check(_ target: String, _ more: [String]) -> Found {
    var words = ["check", "python:\(target)", "--json", "--no-database", "--tier", tier.rawValue]
    words += ["--workers", "\(workers)"] + more
    if let python { words += ["--python", python] }
    if let path = path(target) {
      for place in 0..<64 {
        try? FileManager.default.removeItem(atPath: WorkerScripts.path(path, finding: place))
      }
      words += ["--script", path]
    }
    let process: GuardedProcess
    do {
      process = try GuardedProcess(
        PluginLoader().program, words, environment: CheckChild.environment,
        piped: [STDOUT_FILENO, STDERR_FILENO])
    } catch { return .nothing("cannot start a process: \(error.localizedDescription)") }
    var streams = process.descriptors.map { LineStream($0) }
    var lines: [[String]] = [[], []]
    let deadline = ContinuousClock.now + .seconds(timeLimit)
    var ending: GuardedProcess.Ending?
    while ending == nil {
      guard ContinuousClock.now < deadline else {
        process.end()
        _ = process.wait()
        return .nothing("did not end within \(timeLimit.hyperparameterText) s")
      }
      let read = LineStream.read(&streams, within: 50)
      for place in lines.indices { lines[place] += read[place] }
      if !streams.contains(where: \.isOpen) { usleep(1000) }
      ending = process.ending()
    }
    for place in lines.indices { lines[place] += streams[place].remainder() }
    guard let json = JSON(line: lines[0].joined(separator: "\n")),
      let result = json.array?.first, let laws = result["laws"]?.array
    else {
      let last = lines[1].last { $0.hasPrefix("descent: ") } ?? "it ended without a message"
      return .nothing(String(last.dropFirst(last.hasPrefix("descent: ") ? 9 : 0)))
    }
    return .laws(
      Laws(
        passed: laws.filter { $0["outcome"]?.string == "passed" }.count,
        failures: (result["findings"]?.array ?? []).enumerated().map { place, finding in
          let script = path(target).map { WorkerScripts.path($0, finding: place) }
          return AuditFile.Entry.Failure(
            law: finding["law"]?.string ?? "", cause: finding["cause"]?.string ?? "",
            laws: finding["laws"]?.array?.compactMap(\.string) ?? [],
            violation: finding["violation"]?.string ?? "",
            script: script.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil })
        }, note: result["notes"]?.array?.first?.string))
  }
}
