import Foundation

/// A file descriptor read line by line.
package struct LineStream {
  let descriptor: Int32
  package private(set) var isOpen = true
  private var rest: [UInt8] = []
  /// The longest line: longer ones are discarded, because a child may print without end.
  private static let longest = 1 << 24

  /// Whether empty lines are returned, too.
  private let keepsEmpty: Bool

  package init(_ descriptor: Int32, keepsEmpty: Bool = false) {
    self.descriptor = descriptor
    self.keepsEmpty = keepsEmpty
  }

  /// Waits until one of the streams has data, and returns the complete lines of each.
  package static func read(
    _ streams: inout [LineStream], within milliseconds: Double
  ) -> [[String]] {
    var waits = streams.map {
      pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0)
    }
    poll(&waits, nfds_t(waits.count), Int32(max(0, min(milliseconds.rounded(.up), 60_000))))
    return streams.indices.map { waits[$0].revents == 0 ? [] : streams[$0].lines() }
  }

  /// Returns the remaining lines after the writer has ended, without waiting.
  package mutating func remainder() -> [String] {
    var all: [String] = []
    while isOpen {
      let before = rest.count
      let lines = lines()
      all += lines
      if isOpen, lines.isEmpty, rest.count == before { break }
    }
    if !rest.isEmpty { all.append(String(decoding: rest, as: UTF8.self)) }
    rest = []
    return all
  }

  private mutating func lines() -> [String] {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return [] }
    isOpen = count > 0
    rest += buffer.prefix(max(0, count))
    if rest.count > Self.longest { rest = [] }
    var pieces = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // The part after the last newline is the beginning of the next line.
    let last = pieces.removeLast()
    rest = isOpen ? Array(last) : []
    if !isOpen, !last.isEmpty { pieces.append(last) }
    return pieces.filter { keepsEmpty || !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }
}
