import Descent
import DescentFiles
import DescentPlugins
import Foundation

/// Runs a command that uses plugin files in a separate process, with this process's streams. If a rule
/// crashes, loops or ends the process, the error names the rule, and the finished runs are printed.
///
/// Commands without plugin files run in this process.
struct GuardSupervisor {
  let arguments: [String]
  /// Whether the process's output goes to the current console, line by line, instead of straight to this
  /// process's streams.
  var isCaptured = false
  /// The minimum time limit of a foreign rule's step, in seconds; more if its run took long to set up.
  static let patience = 10.0
  /// The time limit in seconds for work that sends no event until it is done: a certificate, a result.
  static let longPatience = 300.0
  /// How many times the set-up time a step may take.
  private static let share = 50.0

  /// One run of the command.
  private struct Lane {
    var name: String
    let isForeign: Bool
    let patience: Double
    var begun: ContinuousClock.Instant
    var heard: ContinuousClock.Instant
    var setUp: Double?
    var step: Int?
    var loss: Double?
    var isOver = false
    /// Whether another run is active on its thread.
    var isWaiting = false

    /// The seconds that the run may be silent.
    var limit: Double { max(patience, GuardSupervisor.share * (setUp ?? 0)) }

    func isSilent(_ now: ContinuousClock.Instant) -> Bool {
      isForeign && !isOver && !isWaiting && (now - heard) / .seconds(1) > limit
    }
  }

  private final class Record {
    var lanes: [Int: Lane] = [:]
    var rows: [Int: [String]] = [:]
    var temporaries: [String] = []
    var saved: (path: String, step: Int)?
    var status: Int32?
    var blamed: Int?
    /// The loaded plugin files, as typed.
    var files: [String] = []
  }

  /// Whether the command can run plugins and the arguments name a plugin file, or the environment a folder
  /// of plugins.
  static func isNeeded(_ arguments: [String]) -> Bool {
    let guarded = [
      "run", "race", "trace", "diff", "evaluate", "verify", "list", "show", "gallery", "reproduce",
      "traits",
    ]
    guard let command = arguments.first, guarded.contains(command) else { return false }
    let folders = ProcessInfo.processInfo.environment["DESCENT_PLUGINS"] ?? ""
    return !folders.isEmpty
      || arguments.contains { word in [".swift", ".so", ".dylib"].contains { word.contains($0) } }
  }

  /// - Returns: the exit status.
  func run() -> Int32 {
    var environment = ProcessInfo.processInfo.environment
    environment[GuardChannel.variable] = "1"
    environment["SWIFT_BACKTRACE"] = environment["SWIFT_BACKTRACE"] ?? "enable=no"
    let process: GuardedProcess
    do {
      process = try GuardedProcess(
        PluginLoader().program, arguments, environment: environment,
        piped: [GuardChannel.descriptor] + (isCaptured ? [STDOUT_FILENO, STDERR_FILENO] : []))
    } catch {
      Console.current.printError("descent: cannot start a process: \(error.localizedDescription)")
      return 2
    }
    Interruption.poll { process.send($0) }
    defer { Interruption.rest() }
    let record = Record()
    var streams = process.descriptors.enumerated().map { LineStream($1, keepsEmpty: $0 > 0) }
    let clock = ContinuousClock()
    func take(_ lines: [[String]]) {
      for line in lines[0] { hear(line, record, clock.now) }
      guard isCaptured else { return }
      for line in lines[1] { Console.current.print(line) }
      for line in lines[2] { Console.current.printError(line) }
    }
    while true {
      take(LineStream.read(&streams, within: streams[0].isOpen ? 50 : 5))
      if let silent = record.lanes.first(where: { $0.value.isSilent(clock.now) }) {
        process.end()
        _ = process.wait()
        return lost(
          silent.key, "did not come back within \(numberText(silent.value.limit, digits: 3)) s",
          record)
      }
      if !streams[0].isOpen { usleep(1000) }
      guard let ending = process.ending() else { continue }
      take(streams.indices.map { streams[$0].remainder() })
      return status(ending, record)
    }
  }

  private func hear(_ line: String, _ record: Record, _ now: ContinuousClock.Instant) {
    if line.hasPrefix("!") {
      record.blamed = Int(line.dropFirst())
      return
    }
    guard let event = JSON(line: line) else { return }
    if let lane = event["begin"]?.integer {
      record.lanes[lane] = Lane(
        name: event["name"]?.string ?? "", isForeign: event["foreign"] == .boolean(true),
        patience: event["patience"]?.double ?? Self.patience, begun: now, heard: now)
    } else if let lane = event["turn"]?.integer {
      for other in record.lanes.keys { record.lanes[other]?.isWaiting = other != lane }
      record.lanes[lane]?.heard = now
    } else if let file = event["loaded"]?.string {
      record.files.append(file)
    } else if let lane = event["alive"]?.integer, var known = record.lanes[lane] {
      if known.setUp == nil { known.setUp = (now - known.begun) / .seconds(1) }
      known.heard = now
      known.step = event["step"]?.integer
      known.loss = event["loss"]?.double
      record.lanes[lane] = known
    } else if let lane = event["end"]?.integer {
      record.lanes[lane]?.isOver = true
      record.rows[lane] = event["row"]?.array?.compactMap(\.string)
    } else if let path = event["saved"]?.string {
      record.saved = (path, event["step"]?.integer ?? 0)
    } else if let path = event["temporary"]?.string {
      record.temporaries.append(path)
    } else if let status = event["done"]?.integer {
      record.status = Int32(truncatingIfNeeded: status)
    }
  }

  private func status(_ ending: GuardedProcess.Ending, _ record: Record) -> Int32 {
    let suspect =
      record.blamed
      ?? record.lanes.filter { $0.value.isForeign && !$0.value.isOver && !$0.value.isWaiting }
      .keys.min()
    switch ending {
    case .exited(let status):
      // A process that reported this status was not ended by a rule.
      if record.status == status { return status }
      return lost(suspect, "ended the process with exit status \(status)", record)
    case .killed(let signal):
      if let told = Interruption.signal, signal == told {
        // The signal arrived before the process installed its handlers.
        Console.current.printError("descent: ended by \(Interruption.name(signal))")
        return Interruption.status(signal)
      }
      return lost(
        suspect, "crashed: \(GuardedProcess.name(of: signal)) (signal \(signal))", record)
    }
  }

  /// Prints the finished runs, and an error that names the culprit. - Returns: the exit status.
  private func lost(_ lane: Int?, _ what: String, _ record: Record) -> Int32 {
    for path in record.temporaries { unlink(path) }
    let console = Console.current
    let rows = record.rows.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isEmpty }
    if !rows.isEmpty {
      console.print(tableText(["problem"] + RaceTable.headings, rows: rows))
    }
    let culprit = lane.flatMap { record.lanes[$0] }
    let anybody = record.files.isEmpty ? "a plugin" : record.files.joined(separator: " or ")
    var line = "descent: \(culprit?.name ?? anybody) \(what)"
    if let step = culprit?.step {
      line += "; \(counted(step, "step")) were done"
      if let loss = culprit?.loss { line += ", to a loss of \(numberText(loss))" }
    }
    if let saved = record.saved {
      line += "; continue after step \(saved.step) with --resume \(saved.path)"
    }
    if !rows.isEmpty { line += "; the finished runs are above" }
    console.printError(line)
    return 2
  }
}
