import Foundation

/// One or more panels side by side, as a script for gnuplot.
public struct Picture: Sendable {
  public let panels: [any Panel]
  public var width: Int
  public var height: Int

  public init(_ panels: [any Panel], width: Int? = nil, height: Int = 620) {
    self.panels = panels
    self.width = width ?? (panels.count > 1 ? 760 * panels.count : 960)
    self.height = height
  }

  /// The height, with room for legends of more than two lines.
  package var fullHeight: Int {
    let width = width / max(panels.count, 1)
    let lines = panels.map { panel in
      // The width of the characters and of the sample before them, in pixels.
      let longest = 9 * (panel.legend.map(\.count).max() ?? 0) + 60
      let columns = max(1, (width - 40) / longest)
      return (panel.legend.count + columns - 1) / columns
    }
    return max(
      height + 24 * max(0, (lines.max() ?? 0) - 2), panels.map(\.leastHeight).max() ?? 0)
  }

  /// The whole script, including the data.
  public func script(_ format: PictureFormat) -> String {
    script(terminal: format.terminal(width: width, height: fullHeight))
  }

  /// The script that draws with characters: no grid, plain powers of ten, letters for the markers.
  package func script(columns: Int, rows: Int) -> String {
    var script = script(terminal: "set terminal dumb size \(columns),\(rows) noenhanced")
    for (drawn, typed) in [
      ("Left reverse width 1 ", ""), ("set grid ", "unset grid # "), ("'10^{%L}'", "'1e%L'"),
      ("pointtype 7 ", "pointtype 'o' "), ("pointtype 4 ", "pointtype 'x' "),
      ("pointtype 5 ", "pointtype 'q' "), ("pointtype 9 ", "pointtype 'v' "),
      ("pointtype 13 ", "pointtype 'd' "),
    ] {
      script = script.replacing(drawn, with: typed)
    }
    return script.replacing(#/10\^\{(-?[0-9]+)\}/#) { "1e\($0.1)" }
  }

  private func script(terminal: String) -> String {
    var script = [terminal, "set encoding utf8"]
    for (index, panel) in panels.enumerated() { script += panel.data(prefix: "$p\(index)") }
    if panels.count > 1 { script.append("set multiplot layout 1,\(panels.count)") }
    for (index, panel) in panels.enumerated() {
      script.append("reset")
      script += Picture.frame
      script += panel.commands(prefix: "$p\(index)")
    }
    if panels.count > 1 { script.append("unset multiplot") }
    return script.joined(separator: "\n") + "\n"
  }

  /// The legend is below the curves, because it would otherwise cover them.
  static let legend = "set key outside bottom center horizontal Left reverse width 1 height 1"

  /// A line across the picture at which all lower values are drawn.
  static func floorLine(at height: Double) -> String {
    "set arrow 90 from graph 0, first \(height) to graph 1, first \(height) nohead back"
      + " linecolor rgb '#888888' linewidth 1.2 dashtype 3"
  }

  /// Axes to the left and below only, a light grid and wide margins.
  private static let frame = [
    "set border 3 linewidth 1.2 linecolor rgb '#444444'",
    "set tics nomirror out scale 0.6 textcolor rgb '#222222'",
    "set grid linecolor rgb '#e4e4e4' linetype 1 linewidth 1",
    "set key noenhanced spacing 1.15 samplen 2.5 textcolor rgb '#222222'",
    "set title font ',17' textcolor rgb '#111111' noenhanced",
    "set xlabel textcolor rgb '#222222' noenhanced",
    "set ylabel textcolor rgb '#222222' noenhanced",
  ]
}

/// A part of a picture.
public protocol Panel: Sendable {
  /// Commands that define the data blocks, each name beginning with the prefix.
  func data(prefix: String) -> [String]
  /// Commands that set up the axes and plot.
  func commands(prefix: String) -> [String]
  /// The texts of the legend.
  var legend: [String] { get }
  /// The smallest legible height in pixels.
  var leastHeight: Int { get }
}

extension Panel {
  public var legend: [String] { [] }
  public var leastHeight: Int { 0 }
}

/// Line colours and dashes that can be distinguished by colour-blind readers and in grayscale.
///
/// - Source: Okabe and Ito, "Color universal design", 2008; without the yellow, which is too pale
///   here.
enum Palette {
  static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]

  static func color(_ index: Int) -> String { colors[index % colors.count] }

  static func line(_ index: Int, width: Double = 2.2) -> String {
    let dash = 1 + index / colors.count
    return "linecolor rgb '\(color(index))' linewidth \(width) dashtype \(dash)"
  }

  /// Three quarters transparent.
  static func faintLine(_ index: Int) -> String {
    "linecolor rgb '#C0\(color(index).dropFirst())' linewidth 0.8"
  }
}

/// Text as gnuplot quotes it: a single quote inside is doubled, a line break becomes a space.
func quoted(_ text: String) -> String {
  "'" + text.replacing("'", with: "''").replacing("\n", with: " ") + "'"
}

/// A title, wrapped into as many lines as necessary.
/// - Parameter limit: the number of characters per line that fit into the panel.
func titled(_ title: String, to limit: Int = 62) -> [String] {
  ["set title \(quoted(lines: wrapped(title, to: limit)))"]
}

/// Lines as one gnuplot text; line breaks work only in double quotes.
func quoted(lines: [String]) -> String {
  guard lines.count > 1 else { return quoted(lines.first ?? "") }
  let escaped = lines.map { $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
  return "\"" + escaped.joined(separator: "\\n") + "\""
}

/// The names of rows in a column of limited width, each at its height.
func rowTicks(_ names: [String]) -> String {
  names.enumerated().map { index, name in
    "\(quoted(lines: wrapped(name, to: 30))) \(names.count - index)"
  }.joined(separator: ", ")
}

/// The smallest height of a panel of rows at which names do not overlap.
func leastHeight(_ names: [String]) -> Int {
  200 + names.count * (6 + 19 * (names.map { wrapped($0, to: 30).count }.max() ?? 1))
}

/// The texts of a legend, numbered if shortening has made them equal.
func legendTitles(_ titles: [String]) -> [String] {
  var seen: [String: Int] = [:]
  return titles.map { title in
    guard title.contains("…") else { return title }
    seen[title, default: 0] += 1
    return seen[title] == 1 ? title : "\(title) (\(seen[title] ?? 0))"
  }
}

/// A data block of rows; a number that is not finite breaks the line there.
func dataBlock(_ name: String, _ rows: some Sequence<[Double]>) -> String {
  let lines = rows.map { row in
    row.allSatisfy(\.isFinite) ? row.map { "\($0)" }.joined(separator: " ") : ""
  }
  return "\(name) << EOD\n" + lines.joined(separator: "\n") + "\nEOD"
}

/// At most `limit` of the elements, evenly spaced, including the first and the last.
public func thinned<Element>(_ elements: [Element], to limit: Int) -> [Element] {
  guard elements.count > limit, limit > 1 else { return elements }
  return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
}

/// A line thinned to about `limit` points, with all its breaks (points that are not finite).
public func thinned(line points: [SIMD2<Double>], to limit: Int) -> [SIMD2<Double>] {
  guard points.count > limit else { return points }
  let parts = points.split { !$0.x.isFinite || !$0.y.isFinite }
  let share = Double(limit) / Double(points.count)
  let thin = parts.map { part in
    thinned(Array(part), to: max(2, Int((share * Double(part.count)).rounded())))
  }
  return Array(thin.joined(separator: [SIMD2(.nan, .nan)]))
}
