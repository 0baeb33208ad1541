import Descent
import DescentPictures
import DescentTextbook
import Foundation

/// The charts of a chapter's results for pgfplots. The file `atlas-<chapter>.tex` has a `chart` environment
/// for each result with a chart.
struct PaperAtlas {
  let laboratory: Laboratory
  private static let lineLimit = 100
  private static let markerLimit = 20
  /// The decades that a logarithmic axis shows; smaller values are rounding errors.
  private static let decadeLimit = 12.0

  /// Every file by its name.
  func files(_ findings: [Finding]) throws -> [String: String] {
    var files: [String: String] = [:]
    // Skip the chapter of the algorithms, whose charts all look alike, and the demonstrations, which have
    // their own figures.
    for chapter in Textbook.chapters
    where !["algorithms", "demonstrations"].contains(chapter.name) {
      let own = findings.filter { finding in
        chapter.experiments.contains { $0.id == finding.experiment.id }
          && !PaperNumber.chaotic.contains(finding.experiment.id)
      }
      let plots = try own.compactMap { finding in
        (try finding.picture(laboratory).panels.first as? ChartPanel).flatMap {
          Self.plot($0, id: finding.experiment.id)
        }
      }
      if !plots.isEmpty {
        files["atlas-\(chapter.name).tex"] = PaperTables.note + plots.joined()
      }
    }
    return files
  }

  /// The chart as LaTeX; nil if all measured values are rounding errors below the frame.
  private static func plot(_ chart: ChartPanel, id: String) -> String? {
    let frames = (chart.frame(of: .x), chart.frame(of: .y, decades: decadeLimit))
    let measured = chart.series.filter { $0.role == .measured }
    guard measured.contains(where: { !points($0, frames).isEmpty }) else { return nil }
    let options =
      [
        "title={\\resultname{\(id)}: \(TeX.text(chart.title))}",
        "xlabel={\(TeX.text(chart.x.label))}", "ylabel={\(TeX.text(chart.y.label))}",
      ] + axis("x", frames.0) + axis("y", frames.1)
    var counts: [Series.Role: Int] = [:]
    let lines = chart.series.map { series in
      counts[series.role, default: 0] += 1
      return "\\addplot[\(style(series.role))=\(counts[series.role] ?? 1)] coordinates {"
        + points(series, frames).map { "(\(number($0.x)),\(number($0.y)))" }.joined(separator: " ")
        + "};\n\\addlegendentry{\(TeX.text(series.curve.name))}\n"
    }
    return "\\begin{chart}{\(options.joined(separator: ", "))}\n" + lines.joined()
      + "\\end{chart}\n"
  }

  private static func axis(_ name: String, _ frame: ChartPanel.Frame?) -> [String] {
    guard let frame else { return [] }
    return [
      "\(name)min=\(number(frame.range.lowerBound))",
      "\(name)max=\(number(frame.range.upperBound))",
    ] + (frame.isLogarithmic ? ["\(name)mode=log"] + ticks(name, frame.range) : [])
  }

  /// The ticks of a logarithmic axis with fewer than two powers of ten, because pgfplots labels only powers
  /// of ten.
  private static func ticks(_ name: String, _ range: ClosedRange<Double>) -> [String] {
    let ticks = LogarithmicTicks.ticks(range)
    let powers = (-300...300).filter { range.contains(.pow(10, Double($0))) }
    guard powers.count < 2, !ticks.isEmpty else { return [] }
    let values = ticks.map { number($0.value) }.joined(separator: ",")
    let labels = ticks.map { "$\($0.label)$" }.joined(separator: ",")
    return ["\(name)tick={\(values)}", "\(name)ticklabels={\(labels)}"]
  }

  private static func style(_ role: Series.Role) -> String {
    switch role {
    case .predicted: "predicted"
    case .measured: "measured"
    case .control: "control"
    case .run: "run"
    }
  }

  /// The points to draw, thinned to a limit. A point outside the frame or with a non-finite coordinate
  /// interrupts the line.
  private static func points(
    _ series: Series, _ frames: (ChartPanel.Frame?, ChartPanel.Frame?)
  ) -> [SIMD2<Double>] {
    let gap = SIMD2(Double.nan, .nan)
    let shown = series.curve.points.map { point in
      let isInside =
        frames.0?.range.contains(point.x) ?? true && frames.1?.range.contains(point.y) ?? true
      return isInside && point.x.isFinite && point.y.isFinite ? point : gap
    }
    guard series.role == .measured else { return thinned(line: shown, to: lineLimit) }
    return thinned(shown.filter { !$0.x.isNaN }, to: markerLimit)
  }

  /// Formats a number with enough digits to draw, but too few to show the last bits. Numbers close to 0 are
  /// rounding errors.
  private static func number(_ x: Double) -> String {
    x.isNaN ? "nan" : abs(x) < 1e-12 ? "0" : String(format: "%.5g", x)
  }
}
