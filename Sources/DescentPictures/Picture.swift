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

  /// The whole script, data included.
  public func script(_ format: PictureFormat) -> String {
    script(terminal: format.terminal(width: width, height: height))
  }

  /// The script that draws with characters: no grid, plain powers of ten, letters for the markers.
  package func script(columns: Int, rows: Int) -> String {
    var script = script(terminal: "set terminal dumb size \(columns),\(rows) noenhanced")
    for (drawn, typed) in [
      ("set grid ", "unset grid # "), ("'10^{%L}'", "'1e%L'"),
      ("pointtype 7 ", "pointtype 'o' "), ("pointtype 4 ", "pointtype 'x' "),
      ("pointtype 5 ", "pointtype 'q' "), ("pointtype 9 ", "pointtype 'v' "),
      ("pointtype 13 ", "pointtype 'd' "),
    ] {
      script = script.replacing(drawn, with: typed)
    }
    return script
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

  /// Axes to the left and below only, a light grid, room to breathe.
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
}

/// Line colours and dashes that colour-blind readers, and readers of a grey print, can tell apart.
///
/// - Source: Okabe and Ito, "Color universal design", 2008; the yellow is left out (too pale here).
enum Palette {
  static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]

  static func color(_ index: Int) -> String { colors[index % colors.count] }

  static func line(_ index: Int, width: Double = 2.2) -> String {
    let dash = 1 + index / colors.count
    return "linecolor rgb '\(color(index))' linewidth \(width) dashtype \(dash)"
  }
}

/// Text as gnuplot quotes it: a single quote inside is doubled, a line break becomes a space.
func quoted(_ text: String) -> String {
  "'" + text.replacing("'", with: "''").replacing("\n", with: " ") + "'"
}

/// A data block of rows; a number that is not finite breaks the line there.
func dataBlock(_ name: String, _ rows: some Sequence<[Double]>) -> String {
  let lines = rows.map { row in
    row.allSatisfy(\.isFinite) ? row.map { "\($0)" }.joined(separator: " ") : ""
  }
  return "\(name) << EOD\n" + lines.joined(separator: "\n") + "\nEOD"
}

/// At most `limit` of the elements, evenly spread, the first and the last among them.
public func thinned<Element>(_ elements: [Element], to limit: Int) -> [Element] {
  guard elements.count > limit, limit > 1 else { return elements }
  return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
}

/// A line of about as many points at most, and with all its breaks (points that are not finite).
public func thinned(line points: [SIMD2<Double>], to limit: Int) -> [SIMD2<Double>] {
  guard points.count > limit else { return points }
  let parts = points.split { !$0.x.isFinite || !$0.y.isFinite }
  let share = Double(limit) / Double(points.count)
  let thin = parts.map { part in
    thinned(Array(part), to: max(2, Int((share * Double(part.count)).rounded())))
  }
  return Array(thin.joined(separator: [SIMD2(.nan, .nan)]))
}
