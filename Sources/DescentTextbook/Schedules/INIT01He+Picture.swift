import Descent
import DescentPictures
import RealModule

extension Textbook {
  /// The mean square over the depth, with the line of a constant factor per layer. The line
  /// begins at 1 if the mean square is preserved; otherwise it goes through the first depth,
  /// because the first layer is not square.
  static func signalChart(
    _ lab: Laboratory, measured: (key: String, name: String),
    control: (key: String, name: String), factor: Double, name: String
  ) throws -> ChartPanel {
    func means(_ initialisation: String) throws -> [SIMD2<Double>] {
      try .curve(steps: slopeDepths) {
        try meanSquare(lab, initialisation, depth: $0, networks: 12)
      }
    }
    let points = try means(measured.key)
    let start = factor == 1 ? SIMD2(Double(slopeDepths[0]), 1) : points[0]
    return ChartPanel(
      "the signal in ReLU layers of \(layerWidth)", x: Axis("depth L"),
      y: .logarithmic("‖h_L‖²/n over ‖h₀‖²/n₀"),
      [
        .predicted(
          name,
          .curve(slopeDepths.map(Double.init)) { start.y * .pow(factor, $0 - start.x) }),
        .measured(measured.name, points), .control(control.name, try means(control.key)),
      ])
  }
}
