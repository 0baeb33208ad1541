import Foundation

/// A curve drawn with characters: braille, with two by four dots each, or ASCII.
///
/// The vertical axis is logarithmic if no value is negative and the positive ones span more than a
/// decade; values that are 0, or more than twenty decades down, are drawn at the bottom, and its label
/// says so. A value that is not finite breaks the line.
package struct TerminalCurve {
  let points: [SIMD2<Double>]
  let width: Int
  let height: Int
  private let forced: Bool?
  private let rounding: Double
  private let name: String
  private let characters: TerminalCharacters

  /// - Parameters:
  ///   - width: the total number of columns, including the labels on the left.
  ///   - height: the number of lines of the curve itself.
  ///   - isLogarithmic: whether the vertical axis is logarithmic; by default, the values
  ///     decide.
  ///   - rounding: the largest amount by which a value below 0 still counts as 0.
  ///   - name: the name of the curve, written under the axis; empty for the loss.
  package init(
    _ points: [SIMD2<Double>], width: Int, height: Int = 8, isLogarithmic: Bool? = nil,
    rounding: Double = 0, name: String = "", characters: TerminalCharacters = .unicode
  ) {
    forced = isLogarithmic
    self.points = points.filter { $0.x.isFinite }
    self.width = max(30, width)
    self.height = height
    self.rounding = rounding
    self.name = name
    self.characters = characters
  }

  private static let labelWidth = 10

  /// The lines, joined; empty if there are fewer than two points.
  package var text: String {
    let finite = points.filter(\.y.isFinite)
    guard finite.count > 1, let first = finite.first, let last = finite.last, last.x > first.x,
      let scale = Scale(finite.map(\.y), forced: forced, rounding: rounding)
    else { return "" }
    let columns = width - Self.labelWidth - 2
    let rows = draw(columns, from: first.x, to: last.x, scale).enumerated().map { row, line in
      let label = row == 0 ? scale.topLabel : row == height - 1 ? scale.bottomLabel(characters) : ""
      return Self.padded(label) + " " + (characters == .ascii ? "|" : "\u{2502}") + line
    }
    let (start, end) = ("\(Int(first.x))", "step \(Int(last.x))")
    let shown = String(name.prefix(max(0, columns - start.count - end.count - 4)))
    let room = max(0, columns - start.count - end.count - shown.count)
    let gap = { String(repeating: " ", count: $0) }
    let isAscii = characters == .ascii
    let axis =
      Self.padded(scale.isLogarithmic ? "log" : "") + (isAscii ? " +" : " \u{2514}")
      + String(repeating: isAscii ? "-" : "\u{2500}", count: columns)
    let foot =
      Self.padded("") + "  " + start + gap(max(room / 2, 1)) + shown
      + gap(max(room - room / 2, shown.isEmpty && room < 2 ? 0 : 1)) + end
    return (rows + [axis, foot]).joined(separator: "\n")
  }

  private func draw(_ columns: Int, from low: Double, to high: Double, _ scale: Scale) -> [String] {
    var canvas: any TerminalCanvas =
      characters == .ascii
      ? AsciiCanvas(columns: columns, rows: height) : BrailleCanvas(columns: columns, rows: height)
    var before: (Int, Int)?
    for point in points {
      guard point.y.isFinite else {
        before = nil
        continue
      }
      let x = (point.x - low) / (high - low) * Double(canvas.dotsAcross - 1)
      let y = scale.share(point.y) * Double(canvas.dotsDown - 1)
      let dot = (Int(x.rounded()), canvas.dotsDown - 1 - Int(y.rounded()))
      canvas.line(from: before ?? dot, to: dot)
      before = dot
    }
    return canvas.lines
  }

  private static func padded(_ label: String) -> String {
    String(repeating: " ", count: max(0, labelWidth - label.count)) + label
  }
}

extension TerminalCurve {
  /// The vertical axis.
  private struct Scale {
    let isLogarithmic: Bool
    private let low: Double
    private let high: Double
    /// Whether a value is lower than the axis shows.
    private let hasFloor: Bool

    init?(_ values: [Double], forced: Bool?, rounding: Double) {
      guard let low = values.min(), let high = values.max() else { return nil }
      // Twenty decades, counted from the start, so that the start of a run that diverges is
      // visible.
      let start = values.first.map { $0 > 0 ? min($0, high) : high } ?? high
      let positive = values.lazy.filter { $0 > 0 && $0 >= start * 1e-20 }.min() ?? high
      isLogarithmic = forced ?? (low >= -rounding && high > 0 && high / max(low, 0) > 10)
      self.high = high
      hasFloor = isLogarithmic && low < positive
      self.low =
        hasFloor
        ? LogarithmicTicks.powerBelow(positive < high * 1e-2 ? positive : positive / 10) : low
    }

    /// From 0 at the bottom to 1 at the top.
    func share(_ value: Double) -> Double {
      func scaled(_ y: Double) -> Double { isLogarithmic ? log10(max(y, low)) : y / 2 }
      let span = scaled(high) - scaled(low)
      return span > 0 ? min(max((scaled(value) - scaled(low)) / span, 0), 1) : 0
    }

    var topLabel: String { String(format: "%.3g", high) }

    func bottomLabel(_ characters: TerminalCharacters) -> String {
      let number = LogarithmicTicks.number(low)
      guard hasFloor else { return String(format: "%.3g", low) }
      return (characters == .ascii ? "<= " : "≤ ") + number
    }
  }
}
