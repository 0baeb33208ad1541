import Descent
import DescentFiles
import Foundation

/// The destination of the rows of `--trace` during the run: a file, which is moved to its path at the end,
/// or standard output.
final class TraceOutput {
  /// The path that stands for standard output.
  static let standardOutput = "-"

  private let file: AtomicFileStream?
  private let table: TraceTable
  private let console: Console
  private var bytes: [UInt8]
  /// The error because of which no more rows can be written.
  private(set) var failure: (any Error)?

  /// - Parameter table: the columns.
  /// - Throws: `FileError` if the file cannot be written.
  init(_ path: String, _ table: TraceTable) throws {
    file = path == Self.standardOutput ? nil : try AtomicFileStream(path)
    self.table = table
    console = .current
    bytes = table.header
    if let file { GuardChannel.current?.temporary(file.temporaryPath) }
  }

  /// Writes further rows; does nothing after a failure.
  func append(_ trace: Trace) {
    guard failure == nil else { return }
    table.append(trace, to: &bytes)
    if bytes.count >= 1 << 16 { flush() }
  }

  /// Moves the finished file to its path. - Throws: the error of an earlier write, or of this one.
  func finish() throws {
    if failure == nil { flush() }
    if let failure { throw failure }
    try file?.finish()
  }

  private func flush() {
    defer { bytes.removeAll(keepingCapacity: true) }
    do {
      if let file { return try bytes.withUnsafeBytes { try file.write($0) } }
      let error = console.stream(String(decoding: bytes, as: UTF8.self))
      guard error != 0 else { return }
      failure =
        error == EPIPE
        ? Failure.unread
        : Failure.broken("cannot write to standard output: \(String(cString: strerror(error)))")
    } catch { failure = error }
  }
}
