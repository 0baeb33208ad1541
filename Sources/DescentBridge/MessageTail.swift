import Foundation

/// The last lines that a worker wrote to standard error.
struct MessageTail {
  private static let longest = 20
  /// The number of bytes kept of a line, so that a line without an end cannot fill the memory.
  private static let widest = 4096

  private var whole: [String] = []
  private var open: [UInt8] = []

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        close()
      } else if open.count < Self.widest {
        open.append(byte)
      }
    }
  }

  private mutating func close() {
    let line = String(decoding: open, as: UTF8.self)
    open = []
    guard line.contains(where: { !$0.isWhitespace }) else { return }
    whole.append(line)
    if whole.count > Self.longest { whole.removeFirst() }
  }

  /// The lines, including an unfinished one.
  var lines: [String] {
    let rest = String(decoding: open, as: UTF8.self)
    return (whole + (rest.isEmpty ? [] : [rest])).suffix(Self.longest)
  }

  var last: String {
    (lines.last ?? "").trimmingCharacters(in: .whitespaces)
  }
}
