import Descent
import DescentPlugins
import Foundation

/// Tries to register a new library in a separate process, which may crash.
struct Registration {
  let library: String
  /// The time limit in seconds.
  static let timeLimit = 10.0

  /// The reason why the library cannot be registered, or nil if it can.
  func failure() throws -> String? {
    let program = PluginLoader().program
    let process = try GuardedProcess(
      program, ["register-worker", library], environment: CheckChild.environment,
      piped: [STDOUT_FILENO, STDERR_FILENO, GuardChannel.descriptor])
    var streams = process.descriptors.map { LineStream($0) }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(Self.timeLimit)
    var (spoken, isDone) = ([String](), false)
    func take(_ lines: [[String]]) {
      spoken = (spoken + lines[1]).suffix(100)
      isDone = isDone || lines[2].contains(RegisterWorker.word)
    }
    while true {
      guard clock.now < deadline else {
        process.end()
        _ = process.wait()
        return "does not come back within \(numberText(Self.timeLimit)) s"
      }
      take(LineStream.read(&streams, within: 20))
      if !streams.contains(where: \.isOpen) { usleep(500) }
      guard let ending = process.ending() else { continue }
      take(streams.indices.map { streams[$0].remainder() })
      if isDone { return nil }
      switch ending {
      case .exited(let status):
        return spoken.last { $0.hasPrefix("descent: ") }.map { "fails: \($0.dropFirst(9))" }
          ?? "ends the process with exit status \(status)"
      case .killed(let signal):
        let fatal = spoken.last { $0.contains("Fatal error: ") }?.split(separator: "Fatal error: ")
          .last.map(String.init)
        return "crashes: \(fatal ?? GuardedProcess.name(of: signal)) (signal \(signal))"
      }
    }
  }
}
