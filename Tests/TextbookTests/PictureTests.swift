import Descent
import DescentPictures
import DescentTextbook
import Testing

/// Whether the pictures of a result show what the result says.
struct PictureCheck {
  let experiment: Experiment
  let predictions: [Prediction]
  let charts: [ChartPanel]

  init(_ id: String, _ laboratory: Laboratory = Laboratory()) throws {
    experiment = try #require(Textbook.experiment(id))
    predictions = try experiment.predictions()
    let rule = experiment.rule ?? .unneeded
    charts = try (experiment.show?(laboratory, rule) ?? []).compactMap { $0 as? ChartPanel }
  }

  /// The finite points of the series of some roles, chart by chart.
  func points(_ roles: Set<Series.Role>) -> [[SIMD2<Double>]] {
    charts.map { Self.points($0, roles) }
  }

  private static func points(_ chart: ChartPanel, _ roles: Set<Series.Role>) -> [SIMD2<Double>] {
    chart.series.filter { roles.contains($0.role) }.flatMap(\.curve.points).filter {
      $0.x.isFinite && $0.y.isFinite
    }
  }

  /// The faults of the pictures; empty if they agree with theory.
  var faults: [String] {
    guard !charts.isEmpty else { return ["no chart"] }
    return charts.flatMap { chart -> [String] in
      let measured = chart.series.filter { $0.role == .measured }
      var faults = measured.filter { $0.curve.points.isEmpty }.map { "no points: \($0.curve.name)" }
      if measured.isEmpty { faults.append("nothing measured in \(chart.title)") }
      if chart.series.count > 5 { faults.append("\(chart.series.count) series") }
      if measured.flatMap(\.curve.points).contains(where: { !$0.y.isFinite }) {
        faults.append("a measured number is not finite")
      }
      // For a phenomenon, theory predicts the end.
      let pairs = Self.pairs(chart).suffix(experiment.kind == .phenomenon ? 1 : .max)
      return isWithinBound(pairs) ? faults : faults + disagreements(pairs, chart)
    }
  }

  /// Each measured height, with the predicted one at the same place that is nearest.
  private static func pairs(_ chart: ChartPanel) -> [(measured: Double, predicted: Double)] {
    let predicted = Dictionary(grouping: points(chart, [.predicted]), by: \.x)
    return points(chart, [.measured]).compactMap { point in
      predicted[point.x]?.map(\.y).min { abs($0 - point.y) < abs($1 - point.y) }
        .map { (point.y, $0) }
    }
  }

  /// Whether theory is a bound here, and what is measured on the right side of it.
  private func isWithinBound(_ pairs: ArraySlice<(measured: Double, predicted: Double)>) -> Bool {
    // Some bounds are attained, to rounding.
    let isBelow = pairs.allSatisfy { $0.measured <= $0.predicted + 1e-6 * abs($0.predicted) }
    let isAbove = pairs.allSatisfy { $0.measured >= $0.predicted - 1e-6 * abs($0.predicted) }
    return switch predictions[0].criterion {
    case .atMost: isBelow
    case .atLeast: isAbove
    // An excess that must not be positive: of either of two sides.
    case .absoluteAtMost: isBelow || isAbove
    default: false
    }
  }

  private func disagreements(
    _ pairs: ArraySlice<(measured: Double, predicted: Double)>, _ chart: ChartPanel
  ) -> [String] {
    if experiment.kind == .slope, chart.y.isLogarithmic {
      let logs = pairs.map { (Double.log($0.predicted), Double.log($0.measured)) }
      guard let ratio = try? slope(logs.map(\.0), logs.map(\.1)) else { return ["no slope"] }
      return abs(ratio - 1) < 0.1 ? [] : ["a slope \(ratio) times the predicted one"]
    }
    let largest = pairs.map { abs($0.predicted) }.max() ?? 0
    return pairs.filter { abs($0.measured - $0.predicted) > allowance($0.predicted, largest) }
      .map { "\(chart.title): \($0.measured) instead of \($0.predicted)" }
  }

  /// The allowed distance of a point: the tolerance of the result's criterion, but at least an invisible
  /// distance.
  private func allowance(_ value: Double, _ largest: Double) -> Double {
    let unseen = 1e-6 * abs(value) + 1e-9 * largest
    let own =
      switch predictions[0].criterion {
      case .relative(let tolerance): tolerance * abs(value)
      case .absolute(let tolerance): tolerance
      case .sigmas(let k, let error): k * error / abs(predictions[0].value) * abs(value)
      default: 0.0
      }
    // A limit is where a run turns over, which takes it a while; an order holds in the limit.
    let limit = experiment.kind == .threshold ? 0.01 : experiment.kind == .slope ? 0.05 : 0
    return max(unseen, own, limit * largest)
  }
}

extension Experiment {
  /// The results of a chapter that a debug build can draw.
  static func drawable(_ chapter: String) -> [String] {
    Textbook.selection(chapter).filter { !$0.isSlow }.map(\.id)
  }
}
