import Foundation

/// The last lines of what a worker writes to standard error.
struct MessageTail {
  private static let longest = 20
  /// A line without an end may not fill the memory.
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

  /// The lines, the one that has not ended among them.
  var lines: [String] {
    let rest = String(decoding: open, as: UTF8.self)
    return (whole + (rest.isEmpty ? [] : [rest])).suffix(Self.longest)
  }

  var last: String {
    (lines.last ?? "").trimmingCharacters(in: .whitespaces)
  }
}
