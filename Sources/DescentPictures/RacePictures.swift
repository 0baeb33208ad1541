import Descent
import DescentStudy

/// The pictures of a race on one problem.
package struct RacePictures: Sendable {
  let problem: any Problem
  let title: String
  let names: [String]
  let entries: [RaceEntry]

  /// - Parameter names: what each entry is called in the legend.
  package init(problem: any Problem, title: String, names: [String], entries: [RaceEntry]) {
    self.problem = problem
    self.title = title
    self.names = names
    self.entries = entries
  }

  /// Gaps against steps.
  package var losses: Picture {
    let curves = zip(names, entries).map { Curve(name: $0, points: $1.report.lossCurve) }
    return Picture([problem.losses(title: title, curves: curves)])
  }

  /// Trajectories over the contours, for a problem in two dimensions.
  package func trajectories() throws -> Picture? {
    guard problem.dimension == 2 else { return nil }
    let curves = zip(names, entries).map { Curve(name: $0, points: $1.report.path) }
    return Picture([try problem.contours(title: title, trajectories: curves)], height: 720)
  }
}

extension Problem {
  /// Losses against steps: as gaps to the lowest known minimum, unless a curve goes below it (as it may
  /// where that is a local one).
  package func losses(title: String, curves: [Curve]) -> LossPanel {
    let lowest = curves.flatMap(\.points).map(\.y).filter(\.isFinite).min() ?? .infinity
    guard let reference, lowest >= reference.value else {
      return LossPanel(title: title, label: "loss", curves: curves)
    }
    let gaps = curves.map { curve in
      Curve(name: curve.name, points: curve.points.map { SIMD2($0.x, $0.y - reference.value) })
    }
    return LossPanel(title: title, label: "gap to the \(reference.kind), f(x) − f*", curves: gaps)
  }

  /// Trajectories over the contours of this problem. - Precondition: it has two dimensions.
  package func contours(title: String, trajectories: [Curve]) throws -> ContourPanel {
    precondition(dimension == 2, "contours of \(dimension) dimensions")
    let value = try Double.makeObjective(self).value
    let minima = stationaryPoints.filter(\.kind.isMinimum).compactMap(\.point)
    return ContourPanel(
      title: title, window: window ?? .around(trajectories.flatMap(\.points)),
      trajectories: trajectories, minima: minima.map { SIMD2($0[0], $0[1]) },
      value: { value([$0, $1]) })
  }
}

extension PlotWindow {
  /// A window that holds all points, with a margin.
  static func around(_ points: [SIMD2<Double>]) -> PlotWindow {
    func range(_ values: [Double]) -> ClosedRange<Double> {
      let finite = values.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else { return -1...1 }
      let margin = max(0.1 * (high - low), 0.05 * max(abs(low), abs(high)), 1e-3)
      return (low - margin)...(high + margin)
    }
    return PlotWindow(x: range(points.map(\.x)), y: range(points.map(\.y)))
  }
}
