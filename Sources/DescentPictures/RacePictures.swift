import Descent
import DescentStudy

/// The pictures of a race on one problem.
package struct RacePictures: Sendable {
  let problem: any Problem
  let title: String
  let names: [String]
  let entries: [RaceEntry]

  /// - Parameter names: the name of each entry in the legend.
  package init(problem: any Problem, title: String, names: [String], entries: [RaceEntry]) {
    self.problem = problem
    self.title = title
    self.names = names
    self.entries = entries
  }

  /// Gaps over steps; for classifiers, the losses of the batches, next to the accuracies.
  package var losses: Picture {
    let sketches = zip(names, entries).map { (name: $0, sketch: RunSketch($1.report.trace), $1) }
    let losses = sketches.map { name, sketch, entry in
      LossCurves(name: name, sketch: sketch, outcome: entry.report.outcome)
    }
    let accuracies = sketches.enumerated().compactMap { index, run -> Curve? in
      let (training, test) = run.sketch.accuracies
      let points = test.isEmpty ? training : test
      return points.isEmpty ? nil : Curve(name: run.name, points: points, color: index)
    }
    var panels: [any Panel] = [problem.losses(title: title, of: losses)]
    if !accuracies.isEmpty {
      let isOfTest = sketches.contains { !$0.sketch.accuracies.test.isEmpty }
      panels.append(
        AccuracyPanel(
          title: isOfTest ? "accuracy on test examples" : "accuracy on training examples",
          curves: accuracies))
    }
    return Picture(panels)
  }

  /// Trajectories over the contours, for a problem in two dimensions.
  package func trajectories() throws -> Picture? {
    guard problem.dimension == 2 else { return nil }
    let curves = zip(names, entries).map { name, entry in
      Curve(
        name: name, points: entry.report.path, remark: entry.report.outcome.remark,
        steps: entry.report.trace.rows.map(\.step))
    }
    return Picture([try problem.contours(title: title, trajectories: curves)], height: 720)
  }
}

extension Problem {
  /// Losses over steps: as gaps to the lowest known minimum, unless a curve falls below it by more
  /// than rounding (which is possible if it is only local).
  package func losses(title: String, label: String = "loss", curves: [Curve]) -> LossPanel {
    let kept = curves.filter { !$0.hasDiverged }
    let values = (kept.isEmpty ? curves : kept).flatMap(\.points).map(\.y).filter(\.isFinite)
    guard let reference, let lowest = values.min() else {
      return LossPanel(title: title, label: label, curves: curves)
    }
    let starts = curves.compactMap { $0.points.first?.y }.filter(\.isFinite).map { abs($0) }
    let rounding = reference.rounding(start: starts.max() ?? 0)
    guard lowest >= reference.value - rounding else {
      return LossPanel(title: title, label: label, curves: curves)
    }
    let gaps = curves.map { curve in
      Curve(
        name: curve.name, points: curve.points.map { SIMD2($0.x, $0.y - reference.value) },
        remark: curve.remark, hasDiverged: curve.hasDiverged, steps: curve.steps,
        style: curve.style, color: curve.color)
    }
    return LossPanel(
      title: title, label: "gap to the \(reference.kind), f(x) − f*", curves: gaps,
      rounding: rounding)
  }

  /// The losses of one or more runs; with mini-batches, each step's loss is pale, and there is
  /// a smoothed curve.
  package func losses(title: String, of runs: [LossCurves]) -> LossPanel {
    let windows = Set(runs.filter { !$0.faint.isEmpty }.map(\.sketch.smoothingWindow)).sorted()
    let numbers = windows.map(String.init).joined(separator: " or ")
    let label =
      windows.isEmpty ? "loss" : "loss of the batch (pale), mean of \(numbers) steps"
    let hasOne = runs.count == 1
    // Pale curves first, so that they are drawn behind.
    let curves =
      runs.enumerated().flatMap { $1.faintCurves(color: $0) }
      + runs.enumerated().flatMap { $1.curves(color: $0, isAlone: hasOne) }
    return losses(title: title, label: label, curves: curves)
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

extension StationaryPoint {
  /// The largest amount by which a computed value may be below this one because of rounding:
  /// certificates check values to a relative 1e-9, and the terms of a sum are as large as the value at
  /// the start.
  package func rounding(start: Double) -> Double { 1e-9 * abs(value) + 1e-14 * start }
}

extension PlotWindow {
  /// A window that contains all points, with a margin.
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
