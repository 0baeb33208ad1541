import DescentPlugins
import Foundation

/// One worker process: started, listened to, and ended if it is silent for too long.
struct CheckChild {
  let arguments: [String]
  let timeLimit: Double

  /// How a worker ended.
  enum Ending: CustomStringConvertible {
    case done
    /// It said itself what is wrong.
    case failed(String, status: Int32)
    case crashed(signal: Int32, message: String?)
    /// The plugin ended the process, as if something were wrong.
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
      // Of a law without a report: the plugin ended the process.
      case .done: "ended the process with exit status 0"
      case .failed(let message, _): message
      case .crashed(let signal, let message):
        "crashed: \(message ?? Self.name(signal)) (signal \(signal))"
      case .left(let status): "ended the process with exit status \(status)"
      case .silent(let seconds): "did not come back within \(seconds.hyperparameterText) s"
      }
    }

    private static func name(_ signal: Int32) -> String {
      // What optimised Swift does, without a word, where a check fails.
      if signal == SIGILL || signal == SIGTRAP {
        return "a trap, as for an index out of range, an overflow or a failed precondition"
      }
      return strsignal(signal).map { String(cString: $0).lowercased() } ?? "unknown"
    }
  }

  /// Runs the worker to its end, and hands on what it says.
  func run(_ hear: (WorkerEvent) -> Void) throws -> Ending {
    let process = Process()
    process.executableURL = URL(filePath: PluginLoader().program)
    process.arguments = arguments
    process.environment = Self.environment
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    var streams = [output, errors].map { LineStream($0.fileHandleForReading.fileDescriptor) }
    let clock = ContinuousClock()
    var deadline = clock.now + .seconds(timeLimit)
    var isSilent = false
    var spoken: [String] = []
    while streams.contains(where: \.isOpen) {
      let left = (deadline - clock.now) / .milliseconds(1)
      guard left > 0 else {
        isSilent = true
        break
      }
      for (place, lines) in LineStream.read(&streams, within: left).enumerated() {
        if place == 1 { spoken += lines }
        guard place == 0 else { continue }
        for line in lines {
          guard let event = try? WorkerEvent.decoder.decode(WorkerEvent.self, from: Data(line.utf8))
          else { continue }
          deadline = clock.now + .seconds(timeLimit)
          hear(event)
        }
      }
    }
    if isSilent { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return isSilent ? .silent(seconds: timeLimit) : Self.ending(process, spoken)
  }

  private static func ending(_ process: Process, _ spoken: [String]) -> Ending {
    if process.terminationReason == .uncaughtSignal {
      let fatal = spoken.last { $0.contains("Fatal error") } ?? spoken.last { !$0.isEmpty }
      return .crashed(signal: process.terminationStatus, message: fatal.map(shortened))
    }
    if process.terminationStatus == 0 { return .done }
    let own = spoken.last { $0.hasPrefix("descent: ") }
    return own.map { .failed($0, status: process.terminationStatus) }
      ?? .left(status: process.terminationStatus)
  }

  /// Without the place in the standard library.
  private static func shortened(_ message: String) -> String {
    message.range(of: "Fatal error: ").map { String(message[$0.upperBound...]) } ?? message
  }

  /// Without the folders, whose plugins are given one by one; without a crash's long report; and with
  /// the C library's checks of memory, if they are there, so that a write past the end of a buffer
  /// shows when the buffer is given back.
  private static var environment: [String: String] {
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

/// A file descriptor read line by line.
private struct LineStream {
  let descriptor: Int32
  private(set) var isOpen = true
  private var rest: [UInt8] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Waits until one of the streams has something to say, and takes the lines of each.
  static func read(_ streams: inout [LineStream], within milliseconds: Double) -> [[String]] {
    var waits = streams.map {
      pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0)
    }
    poll(&waits, nfds_t(waits.count), Int32(min(milliseconds.rounded(.up), 60_000)))
    return streams.indices.map { waits[$0].revents == 0 ? [] : streams[$0].lines() }
  }

  private mutating func lines() -> [String] {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    isOpen = count > 0
    rest += buffer.prefix(max(0, count))
    var pieces = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What comes after the last line's end is the beginning of the next line.
    rest = isOpen ? Array(pieces.removeLast()) : []
    return pieces.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }
}
