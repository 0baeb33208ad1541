import Foundation
import Synchronization

/// Where a command writes. Tests put a recording one in the place of the process's own.
public struct Console: Sendable {
  let output: @Sendable (String) -> Void
  /// Writes data to the output. - Returns: 0, or the number of the error.
  let stream: @Sendable (String) -> Int32
  package let errors: @Sendable (String) -> Void
  /// Whether the output goes to a terminal, so that colour makes sense.
  public let isTerminal: Bool
  /// Whether the error stream goes to a terminal, so that a live line makes sense.
  public let hasLiveLine: Bool
  /// The columns of the terminal.
  public let width: Int

  public init(
    output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void,
    isTerminal: Bool = false, hasLiveLine: Bool = false, width: Int = 80
  ) {
    self.init(
      output: output, errors: errors,
      stream: {
        output($0)
        return 0
      }, isTerminal: isTerminal, hasLiveLine: hasLiveLine, width: width)
  }

  init(
    output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void,
    stream: @escaping @Sendable (String) -> Int32, isTerminal: Bool, hasLiveLine: Bool, width: Int
  ) {
    self.output = output
    self.stream = stream
    self.errors = errors
    self.isTerminal = isTerminal
    self.hasLiveLine = hasLiveLine
    self.width = width
  }

  /// The console of the command under way.
  @TaskLocal package static var current = Console.process

  /// The process's own streams. Output that cannot be written ends the process with status 2, with
  /// nothing but that where a reader has left.
  public static let process: Console = {
    StandardStreams.prepare()
    return Console(
      output: { StandardStreams.writeOutput($0) }, errors: { StandardStreams.writeErrors($0) },
      stream: { StandardStreams.write($0, to: STDOUT_FILENO) },
      isTerminal: isatty(STDOUT_FILENO) == 1
        && ProcessInfo.processInfo.environment["NO_COLOR"] == nil,
      hasLiveLine: isatty(STDERR_FILENO) == 1, width: terminalWidth())
  }()

  package func print(_ text: String) { output(text + "\n") }
  package func printError(_ text: String) { errors(text + "\n") }

  private static func terminalWidth() -> Int {
    var size = winsize()
    for stream in [STDOUT_FILENO, STDERR_FILENO]
    where ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return 80
  }
}

/// A console that keeps what was written, for tests.
public final class ConsoleRecord: Sendable {
  private let texts = Mutex((output: "", errors: ""))

  public init() {}

  public var console: Console { console(width: 80) }

  public func console(width: Int) -> Console {
    Console(
      output: { text in self.texts.withLock { $0.output += text } },
      errors: { text in self.texts.withLock { $0.errors += text } }, width: width)
  }

  /// One that a command takes for another, but without a live line.
  func console(like other: Console) -> Console {
    let plain = console(width: other.width)
    return Console(
      output: plain.output, errors: plain.errors, isTerminal: other.isTerminal, width: other.width)
  }

  public var output: String { texts.withLock { $0.output } }
  public var errors: String { texts.withLock { $0.errors } }
}
