import DescentPictures
import DescentTextbook
import Foundation

/// The curves of the paper's figures, each in a CSV file.
struct PaperFigures {
  let laboratory: Laboratory
  private static let pointLimit = 150

  /// Every file by its name.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for region in Textbook.regions {
      let map = try region.map(laboratory, columns: 1, rows: 1)
      files["region-\(region.name)-formula.csv"] = Self.csv(
        map.predicted.map { SIMD2($0.momentum, $0.rate) })
      files["region-\(region.name)-runs.csv"] = Self.csv(
        map.measured.map { SIMD2($0.momentum, $0.rate) })
    }
    for demonstration in Textbook.demonstrations
    where !PaperNumber.chaotic.contains(demonstration.id) {
      for panel in try demonstration.exhibit(laboratory).picture.panels {
        let (part, curves) = Self.curves(panel)
        for (place, curve) in curves.enumerated() {
          files["\(demonstration.id)-\(part)-\(place + 1).csv"] = Self.csv(curve.points)
        }
      }
    }
    return files
  }

  private static func curves(_ panel: any Panel) -> (part: String, curves: [Curve]) {
    switch panel {
    case let panel as LossPanel: ("loss", panel.curves)
    case let panel as ContourPanel: ("path", panel.trajectories)
    default: ("none", [])
    }
  }

  /// The points in CSV, with four digits, which is enough to draw but too few to show the last bits. Numbers
  /// close to 0 are rounding errors.
  private static func csv(_ points: [SIMD2<Double>]) -> String {
    let stride = max(1, (points.count + pointLimit - 1) / pointLimit)
    let rows = points.enumerated().filter { place, point in
      (place % stride == 0 || place == points.count - 1) && point.x.isFinite && point.y.isFinite
    }
    return "x,y\n" + rows.map { "\(number($0.element.x)),\(number($0.element.y))\n" }.joined()
  }

  private static func number(_ x: Double) -> String {
    abs(x) < 1e-12 ? "0" : String(format: "%.4g", x)
  }
}
