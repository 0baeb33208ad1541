import DescentPlugins
import Foundation

/// One worker process: starts it, reads its events, and kills it after too long a silence.
struct CheckChild {
  let arguments: [String]
  let timeLimit: Double
  var environment = CheckChild.environment

  /// How a worker ended.
  enum Ending: CustomStringConvertible {
    case done
    /// The worker reported an error itself.
    case failed(String, status: Int32)
    case crashed(signal: Int32, message: String?)
    /// The plugin ended the process with a status other than 0.
    case left(status: Int32)
    case silent(seconds: Double)

    var isCrash: Bool {
      if case .crashed = self { true } else { false }
    }

    var isTimeout: Bool {
      if case .silent = self { true } else { false }
    }

    var description: String {
      switch self {
      // This text is for a law without a report, where the plugin ended the process.
      case .done: "ended the process with exit status 0"
      case .failed(let message, _): message
      case .crashed(let signal, let message):
        "crashed: \(message ?? GuardedProcess.name(of: signal)) (signal \(signal))"
      case .left(let status): "ended the process with exit status \(status)"
      case .silent(let seconds): "did not come back within \(seconds.hyperparameterText) s"
      }
    }
  }

  /// Runs the worker to its end, and passes its events on.
  func run(_ hear: (WorkerEvent) -> Void) throws -> Ending {
    let process = try GuardedProcess(
      PluginLoader().program, arguments, environment: environment,
      piped: [STDOUT_FILENO, STDERR_FILENO])
    var streams = process.descriptors.map { LineStream($0) }
    let clock = ContinuousClock()
    var deadline = clock.now + .seconds(timeLimit)
    var spoken: [String] = []
    func take(_ lines: [[String]]) {
      spoken = (spoken + lines[1]).suffix(1000)
      for line in lines[0] {
        guard let event = try? WorkerEvent.decoder.decode(WorkerEvent.self, from: Data(line.utf8))
        else { continue }
        deadline = clock.now + .seconds(timeLimit)
        hear(event)
      }
    }
    while true {
      let left = (deadline - clock.now) / .milliseconds(1)
      guard left > 0 else {
        process.end()
        _ = process.wait()
        return .silent(seconds: timeLimit)
      }
      // Wait for the worker, not for the pipes, because a process that it started may hold them open.
      take(LineStream.read(&streams, within: min(left, 20)))
      if !streams.contains(where: \.isOpen) { usleep(500) }
      guard let ending = process.ending() else { continue }
      take(streams.indices.map { streams[$0].remainder() })
      return Self.ending(ending, spoken)
    }
  }

  private static func ending(_ ending: GuardedProcess.Ending, _ spoken: [String]) -> Ending {
    switch ending {
    case .killed(let signal):
      let fatal = spoken.last { $0.contains("Fatal error") } ?? spoken.last { !$0.isEmpty }
      return .crashed(signal: signal, message: fatal.map(shortened))
    case .exited(0): return .done
    case .exited(let status):
      let own = spoken.last { $0.hasPrefix("descent: ") }
      return own.map { .failed($0, status: status) } ?? .left(status: status)
    }
  }

  /// The message without the source position in the standard library.
  private static func shortened(_ message: String) -> String {
    message.range(of: "Fatal error: ").map { String(message[$0.upperBound...]) } ?? message
  }

  /// The environment of a worker: without `DESCENT_PLUGINS`, because plugins are passed one by one; without
  /// a backtrace after a crash; and with the C library's memory checker if it is installed, so that a write
  /// past the end of a buffer shows when the buffer is freed.
  static var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["DESCENT_PLUGINS"] = nil
    environment["SWIFT_BACKTRACE"] = "enable=no"
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"]
    let checker = folders.map { $0 + "/libc_malloc_debug.so.0" }
      .first(where: FileManager.default.fileExists(atPath:))
    if let checker, environment["LD_PRELOAD"] == nil {
      environment["LD_PRELOAD"] = checker
      environment["GLIBC_TUNABLES"] = "glibc.malloc.check=3"
    }
    return environment
  }
}
