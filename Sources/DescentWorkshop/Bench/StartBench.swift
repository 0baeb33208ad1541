import Foundation

/// The time of the whole command with a run of one step.
enum StartBench {
  static func run() throws -> [String: [Timing]] {
    let timing = try time(
      "descent run --steps 1, to its end",
      ["run", "--problem", "rosenbrock", "--optimizer", "adam", "--steps", "1"])
    print("start of the command: ns")
    print(line(timing))
    return ["start": [timing]]
  }

  /// The times of the command with these arguments, in nanoseconds.
  static func time(_ name: String, _ arguments: [String]) throws -> Timing {
    let command = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "descent").path()
    guard FileManager.default.isExecutableFile(atPath: command) else {
      throw BenchError("\(command) is not there: build it first")
    }
    let clock = ContinuousClock()
    var times: [Double] = []
    for round in 0...20 {
      let duration = try clock.measure { try launch(command, arguments) }
      // Discard the first time, because it includes loading the program from disk.
      if round > 0 { times.append(duration / .nanoseconds(1)) }
    }
    return Timing(
      name: name, median: median(times), lowest: times.min()!, highest: times.max()!)
  }

  /// Starts a program directly, without a shell, discards its output, and waits for it.
  private static func launch(_ path: String, _ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var strings = ([path] + arguments).map { strdup($0) }
    strings.append(nil)
    defer { strings.forEach { free($0) } }
    var process = pid_t()
    var status: Int32 = 0
    guard posix_spawn(&process, path, &actions, nil, strings, environ) == 0,
      waitpid(process, &status, 0) == process, status == 0
    else { throw BenchError("\(path) failed") }
  }
}
