import DescentFiles
import DescentPictures
import Foundation
import Synchronization

/// The destination of a command's output. Tests replace the process's console by a recording one.
public struct Console: Sendable {
  let output: @Sendable (String) -> Void
  /// Writes data to the output. - Returns: 0, or `errno`.
  let stream: @Sendable (String) -> Int32
  package let errors: @Sendable (String) -> Void
  /// Whether the output goes to a terminal, so that colour makes sense.
  public let isTerminal: Bool
  /// Whether the error stream goes to a terminal, so that a live line makes sense.
  public let hasLiveLine: Bool
  /// The columns of the terminal, or of `COLUMNS`.
  public let width: Int
  /// Whether tables and long lines are wrapped to ``width``: on a terminal, and if `COLUMNS` is set. Output
  /// to a file or another program has one line per row.
  public let fitsWidth: Bool
  /// Whether the output is limited to ASCII: see ``TerminalCharacters``.
  public let isPlain: Bool

  public init(
    output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void,
    isTerminal: Bool = false, hasLiveLine: Bool = false, width: Int = 80, fitsWidth: Bool = false,
    isPlain: Bool = false
  ) {
    self.init(
      output: output, errors: errors,
      stream: {
        output($0)
        return 0
      }, isTerminal: isTerminal, hasLiveLine: hasLiveLine, width: width, fitsWidth: fitsWidth,
      isPlain: isPlain)
  }

  init(
    output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void,
    stream: @escaping @Sendable (String) -> Int32, isTerminal: Bool, hasLiveLine: Bool, width: Int,
    fitsWidth: Bool, isPlain: Bool
  ) {
    self.output = output
    self.stream = stream
    self.errors = errors
    self.isTerminal = isTerminal
    self.hasLiveLine = hasLiveLine
    self.width = width
    self.fitsWidth = fitsWidth
    self.isPlain = isPlain
  }

  /// The console of the current command.
  @TaskLocal package static var current = Console.process

  /// The process's own streams. A failed write to standard output ends the process with status 2, without a
  /// message if the reader has closed the pipe.
  public static let process: Console = {
    StandardStreams.prepare()
    let environment = ProcessInfo.processInfo.environment
    let hasColor = environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let columns = environment["COLUMNS"].flatMap(Int.init).flatMap { $0 >= 20 ? $0 : nil }
    return Console(
      output: { StandardStreams.writeOutput($0) }, errors: { StandardStreams.writeErrors($0) },
      stream: { StandardStreams.write($0, to: STDOUT_FILENO) },
      isTerminal: isTerminal && hasColor,
      hasLiveLine: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb",
      width: columns ?? terminalWidth(), fitsWidth: isTerminal || columns != nil,
      isPlain: TerminalCharacters.of(environment) == .ascii)
  }()

  /// Prints text for users, in the width and the characters of the console.
  package func print(_ text: String) {
    let text = plain(text)
    output((fitsWidth ? text.fitted(to: width) : text) + "\n")
  }

  /// Prints a value for programs, the same on every console.
  func print(_ json: JSON) { output(json.withSchema.indented() + "\n") }

  package func printError(_ text: String) { errors(plain(text) + "\n") }

  /// The text in the characters of the console.
  func plain(_ text: String) -> String { isPlain ? PlainText.ascii(text) : text }

  private static func terminalWidth() -> Int {
    var size = winsize()
    for stream in [STDOUT_FILENO, STDERR_FILENO]
    where ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return 80
  }
}

/// A console that records its output, for tests.
public final class ConsoleRecord: Sendable {
  private let texts = Mutex((output: "", errors: ""))

  public init() {}

  public var console: Console { console(width: 80) }

  /// - Parameter fitsWidth: whether tables and long lines are wrapped to that width, as on a terminal.
  public func console(width: Int, fitsWidth: Bool = false, isPlain: Bool = false) -> Console {
    Console(
      output: { text in self.texts.withLock { $0.output += text } },
      errors: { text in self.texts.withLock { $0.errors += text } }, width: width,
      fitsWidth: fitsWidth, isPlain: isPlain)
  }

  /// A recording console with the properties of another, but without a live line.
  func console(like other: Console) -> Console {
    let plain = console(width: other.width)
    return Console(
      output: plain.output, errors: plain.errors, isTerminal: other.isTerminal, width: other.width,
      fitsWidth: other.fitsWidth, isPlain: other.isPlain)
  }

  public var output: String { texts.withLock { $0.output } }
  public var errors: String { texts.withLock { $0.errors } }
}
