import DescentFiles
import Foundation
import Synchronization

/// Judges the behaviour of the program in a trial.
package final class FuzzJudge: Sendable {
  /// A kind of fault, and the evidence for it.
  struct Fault: CustomStringConvertible {
    enum Kind: String { case trap, hang, status, errors, silence, output, acceptance }
    let kind: Kind
    let text: String
    var description: String { "\(kind.rawValue): \(text)" }
  }

  /// The exit statuses of the README's table that are not due to a signal.
  private static let statuses: Set<Int32> = [0, 1, 2, 64]
  /// The commands that have verdicts.
  private static let judging = ["check", "verify", "diff", "reproduce", "watch"]
  /// The largest number of lines on standard error, not counting the compiler's.
  private static let mostLines = 3
  /// The same if a trace uses standard output, so that a run's summary and chart go to standard error.
  private static let mostLinesOfRun = 60

  private let program: FuzzProgram
  private let material: FuzzMaterial
  private let count = Atomic<Int>(0)
  /// The output with undamaged files, by trial.
  private let known = Mutex<[FuzzTrial: String]>([:])

  package init(_ program: FuzzProgram, _ material: FuzzMaterial) {
    self.program = program
    self.material = material
  }

  /// Runs a trial in its own folder. - Returns: the fault; nil if there is none.
  func fault(_ trial: FuzzTrial) throws -> Fault? {
    let answer = try answer(trial)
    guard let ending = answer.ending else { return Fault(kind: .hang, text: "no end") }
    guard case .exited(let status) = ending else {
      return Fault(kind: .trap, text: "\(ending)")
    }
    guard Self.statuses.contains(status),
      status != 1 || Self.judging.contains(trial.arguments.first ?? "")
    else { return Fault(kind: .status, text: "status \(status)") }
    // Notes inform the user and do not count; there may be several in addition to an error.
    let errors = answer.errors.filter { !$0.hasPrefix("descent: note: ") }
    if errors.count > (trial.tracesToOutput ? Self.mostLinesOfRun : Self.mostLines)
      || answer.errors.contains(where: { $0.utf8.count > 4096 })
    {
      return Fault(
        kind: .errors, text: "\(errors.count) lines: \(errors.first ?? "")")
    }
    guard status == 0 else {
      let isTold = status == 1 || answer.errors.contains { $0.hasPrefix("descent: ") }
      return isTold ? nil : Fault(kind: .silence, text: "status \(status) and no word")
    }
    if trial.arguments.contains("--json"), !trial.arguments.contains("--help"),
      JSON(line: answer.output) == nil
    {
      return Fault(kind: .output, text: "not valid JSON: \(answer.output.prefix(200))")
    }
    guard trial.isTold else { return nil }
    let whole = try expected(trial.undamaged)
    let found = Self.comparable(answer.output)
    return found == whole
      ? nil : Fault(kind: .acceptance, text: "damage was not told, and the answer is another one")
  }

  private func answer(_ trial: FuzzTrial) throws -> FuzzProgram.Answer {
    let number = count.add(1, ordering: .relaxed).newValue
    let folder = "\(material.folder)/trial-\(number)"
    try material.write(trial, to: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let isCached = trial.files.contains(where: \.isInCache)
    return try program.run(
      trial.arguments, in: folder, cache: (isCached ? folder : material.folder) + "/cache")
  }

  private func expected(_ trial: FuzzTrial) throws -> String {
    if let text = known.withLock({ $0[trial] }) { return text }
    let answer = try answer(trial)
    guard answer.ending == .exited(status: 0) else {
      throw FuzzFailure("undamaged, it fails: \(trial.arguments.joined(separator: " ")): \(answer)")
    }
    let text = Self.comparable(answer.output)
    known.withLock { $0[trial] = text }
    return text
  }

  /// The output without lines that may differ, such as times.
  private static func comparable(_ output: String) -> String {
    output.split(separator: "\n").filter { !$0.contains("seconds") && !$0.hasPrefix("cost") }
      .joined(separator: "\n")
  }

  /// Keeps the files of a trial. - Returns: the folder.
  func keep(_ trial: FuzzTrial) throws -> String {
    let folder =
      FileManager.default.temporaryDirectory.path + "/descent-fuzz-kept-\(UUID().uuidString)"
    try material.write(trial, to: folder)
    return folder
  }
}
