import Descent
import DescentFiles
import DescentLaws
import DescentPlugins
import Foundation

/// The check of one optimizer of an audit, in a process of its own.
struct AuditCheck: Sendable {
  let tier: Tier
  let timeLimit: Double
  let python: String?
  let scripts: String?

  /// What was found of an optimizer: of vectors and, where it takes none, of matrices.
  func entry(of target: String) -> AuditFile.Entry {
    let start = ContinuousClock.now
    var found = check(target, [])
    if case .laws(let laws) = found,
      !laws.contains(where: { ["passed", "failed"].contains($0.outcome) })
    {
      found = check(target, ["--rank", "2"])
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    switch found {
    case .nothing(let reason):
      return AuditFile.Entry(
        target: target, reason: reason, failures: [], passed: 0, seconds: seconds, script: nil)
    case .laws(let laws):
      let failures = laws.filter { $0.outcome == "failed" }.map {
        AuditFile.Entry.Failure(law: $0.id, violation: $0.violation)
      }
      let passed = laws.filter { $0.outcome == "passed" }.count
      let script = path(target).flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
      return AuditFile.Entry(
        target: target,
        reason: passed + failures.count == 0 ? "no law could be asked" : nil, failures: failures,
        passed: passed, seconds: seconds, script: failures.isEmpty ? nil : script)
    }
  }

  private struct Law {
    let id: String
    let outcome: String
    let violation: String
  }

  private enum Found {
    case laws([Law])
    case nothing(String)
  }

  private func path(_ target: String) -> String? {
    let name = String(target.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" })
    return scripts.map { "\($0)/\(name).py" }
  }

  private func check(_ target: String, _ more: [String]) -> Found {
    var words = ["check", "python:\(target)", "--json", "--no-database", "--tier", tier.rawValue]
    words += more
    if let python { words += ["--python", python] }
    if let path = path(target) {
      try? FileManager.default.removeItem(atPath: path)
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
      let laws = json.array?.first?["laws"]?.array
    else {
      let last = lines[1].last { $0.hasPrefix("descent: ") } ?? "it ended without a word"
      return .nothing(String(last.dropFirst(last.hasPrefix("descent: ") ? 9 : 0)))
    }
    return .laws(
      laws.map { law in
        Law(
          id: law["id"]?.string ?? "", outcome: law["outcome"]?.string ?? "",
          violation: Self.violation(law))
      })
  }

  private static func violation(_ law: JSON) -> String {
    let message = law["violation"]?.string ?? ""
    guard let expected = law["expected"]?.double, let found = law["found"]?.double else {
      return message
    }
    return "\(message): expected \(expected.hyperparameterText), found \(found.hyperparameterText)"
  }
}
