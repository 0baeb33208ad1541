import Foundation

/// A curve drawn with braille characters, two by four dots each.
///
/// The vertical axis is logarithmic where every value is positive and they span more than a decade.
package struct TerminalCurve {
  let points: [SIMD2<Double>]
  let width: Int
  let height: Int
  private let forced: Bool?

  /// - Parameters:
  ///   - width: columns in all, the labels on the left included.
  ///   - height: lines of the curve itself.
  ///   - isLogarithmic: the kind of the vertical axis; chosen by the values unless given.
  package init(
    _ points: [SIMD2<Double>], width: Int, height: Int = 8, isLogarithmic: Bool? = nil
  ) {
    forced = isLogarithmic
    self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    self.width = max(30, width)
    self.height = height
  }

  private static let labelWidth = 10

  /// The lines, joined; empty if there are fewer than two points.
  package var text: String {
    guard points.count > 1, let first = points.first, let last = points.last, last.x > first.x,
      let low = points.map(\.y).min(), let high = points.map(\.y).max()
    else { return "" }
    let isLogarithmic = forced ?? (low > 0 && high / low > 10)
    func scaled(_ y: Double) -> Double { isLogarithmic ? log10(y) : y }
    let (bottom, span) = (scaled(low), scaled(high) - scaled(low))
    let columns = width - Self.labelWidth - 2
    var canvas = BrailleCanvas(columns: columns, rows: height)
    var before: (Int, Int)?
    for point in points {
      let x = (point.x - first.x) / (last.x - first.x) * Double(canvas.dotsAcross - 1)
      let y = span > 0 ? (scaled(point.y) - bottom) / span * Double(canvas.dotsDown - 1) : 0
      let dot = (Int(x.rounded()), canvas.dotsDown - 1 - Int(y.rounded()))
      canvas.line(from: before ?? dot, to: dot)
      before = dot
    }
    let rows = canvas.lines.enumerated().map { row, line in
      let label = row == 0 ? high : row == height - 1 ? low : nil
      return Self.padded(label.map { String(format: "%.3g", $0) } ?? "") + " \u{2502}" + line
    }
    let (start, end) = ("\(Int(first.x))", "step \(Int(last.x))")
    let gap = String(repeating: " ", count: max(1, columns - start.count - end.count))
    let axis =
      Self.padded(isLogarithmic ? "log" : "") + " \u{2514}"
      + String(repeating: "\u{2500}", count: columns)
    let foot = Self.padded("") + "  " + start + gap + end
    return (rows + [axis, foot]).joined(separator: "\n")
  }

  private static func padded(_ label: String) -> String {
    String(repeating: " ", count: max(0, labelWidth - label.count)) + label
  }
}

/// A rectangle of dots, four rows and two columns of them a character.
private struct BrailleCanvas {
  let columns: Int
  let rows: Int
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

  mutating func line(from a: (Int, Int), to b: (Int, Int)) {
    let count = max(abs(b.0 - a.0), abs(b.1 - a.1), 1)
    for i in 0...count {
      let x = a.0 + (b.0 - a.0) * i / count
      let y = a.1 + (b.1 - a.1) * i / count
      cells[y / 4 * columns + x / 2] |= Self.bits[x % 2][y % 4]
    }
  }

  var lines: [String] {
    (0..<rows).map { row in
      var line = ""
      for cell in cells[(row * columns)..<((row + 1) * columns)] {
        line.unicodeScalars.append(
          cell == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(cell)) ?? " ")
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
