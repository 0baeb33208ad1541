import Foundation

/// The characters that a terminal supports.
package enum TerminalCharacters: Sendable, Hashable {
  /// Braille and box drawing.
  case unicode
  case ascii

  /// The characters for an environment: ASCII if the terminal is `dumb`, or if the locale has an
  /// encoding other than UTF-8; otherwise, or if no locale is set, Unicode.
  package static func of(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> TerminalCharacters {
    if environment["TERM"] == "dumb" { return .ascii }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return .unicode }
    return locale.contains("utf-8") || locale.contains("utf8") ? .unicode : .ascii
  }
}

/// A rectangle of dots, with several dots per character.
protocol TerminalCanvas {
  var dotsAcross: Int { get }
  var dotsDown: Int { get }
  /// - Precondition: the dot is within the canvas; rows count from the top.
  mutating func set(_ x: Int, _ y: Int)
  /// The rows as text, without trailing blanks.
  var lines: [String] { get }
}

extension TerminalCanvas {
  mutating func line(from a: (Int, Int), to b: (Int, Int)) {
    let count = max(abs(b.0 - a.0), abs(b.1 - a.1), 1)
    for i in 0...count { set(a.0 + (b.0 - a.0) * i / count, a.1 + (b.1 - a.1) * i / count) }
  }
}

/// Two by four dots per character.
struct BrailleCanvas: TerminalCanvas {
  private let columns: Int
  private let rows: Int
  private var cells: [UInt8]
  var dotsAcross: Int { 2 * columns }
  var dotsDown: Int { 4 * rows }
  // The bit of each dot, by column and row within the cell (Unicode 15, U+2800).
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  mutating func set(_ x: Int, _ y: Int) {
    cells[y / 4 * columns + x / 2] |= Self.bits[x % 2][y % 4]
  }

  var lines: [String] {
    (0..<rows).map { row in
      trimmed(
        cells[(row * columns)..<((row + 1) * columns)].map { cell in
          Character(cell == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(cell)) ?? " ")
        })
    }
  }
}

/// One by two dots per character: an apostrophe for the upper, a period for the lower, a colon
/// for both.
struct AsciiCanvas: TerminalCanvas {
  let dotsAcross: Int
  private let rows: Int
  private var cells: [Int]
  var dotsDown: Int { 2 * rows }

  init(columns: Int, rows: Int) {
    dotsAcross = columns
    self.rows = rows
    cells = [Int](repeating: 0, count: columns * rows)
  }

  mutating func set(_ x: Int, _ y: Int) { cells[y / 2 * dotsAcross + x] |= 1 << (y % 2) }

  var lines: [String] {
    let characters: [Character] = [" ", "'", ".", ":"]
    return (0..<rows).map { row in
      trimmed(cells[(row * dotsAcross)..<((row + 1) * dotsAcross)].map { characters[$0] })
    }
  }
}

private func trimmed(_ characters: [Character]) -> String {
  String(characters.reversed().drop { $0 == " " }.reversed())
}
