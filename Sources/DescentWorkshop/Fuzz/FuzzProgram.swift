import DescentPlugins
import Foundation

/// The program under test, run as a user runs it, for a limited time.
package struct FuzzProgram: Sendable {
  let path: String
  /// The seconds after which a command counts as hanging.
  let timeLimit: Double

  package init(path: String, timeLimit: Double) {
    self.path = path
    self.timeLimit = timeLimit
  }

  /// The result of one command.
  struct Answer: CustomStringConvertible {
    /// How the process ended; nil if it did not end within the time limit.
    let ending: GuardedProcess.Ending?
    let output: String
    let errors: [String]

    var description: String {
      "\(ending.map { "\($0)" } ?? "no end") \(errors.joined(separator: " "))"
    }
  }

  func run(_ arguments: [String], in folder: String, cache: String) throws -> Answer {
    var environment = ProcessInfo.processInfo.environment
    environment["DESCENT_CACHE"] = cache
    environment["DESCENT_PLUGINS"] = nil
    environment["SWIFT_BACKTRACE"] = "enable=no"
    // Let a shell change to the folder, because a spawned process starts in this process's folder.
    let process = try GuardedProcess(
      "/bin/sh", ["-c", #"cd "$0" && exec "$@""#, folder, path] + arguments,
      environment: environment, piped: [STDOUT_FILENO, STDERR_FILENO])
    var streams = process.descriptors.map { LineStream($0) }
    var lines: [[String]] = [[], []]
    func take(_ new: [[String]]) {
      for (index, more) in new.enumerated() where lines[index].count < 100_000 {
        lines[index] += more
      }
    }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(timeLimit)
    while clock.now < deadline {
      take(LineStream.read(&streams, within: 20))
      if !streams.contains(where: \.isOpen) { usleep(500) }
      guard let ending = process.ending() else { continue }
      take(streams.indices.map { streams[$0].remainder() })
      return Answer(ending: ending, output: lines[0].joined(separator: "\n"), errors: lines[1])
    }
    process.end()
    _ = process.wait()
    return Answer(ending: nil, output: lines[0].joined(separator: "\n"), errors: lines[1])
  }
}
