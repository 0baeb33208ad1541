import Descent

extension ChartPanel {
  /// The range and scale of an axis.
  public struct Frame: Sendable, Hashable {
    public let range: ClosedRange<Double>
    /// An axis within one decade is always linear, because it may contain no power of ten.
    public let isLogarithmic: Bool
  }

  public enum Direction: Sendable { case x, y }

  /// The largest factor by which a logarithmic axis extends above and below the prediction.
  private static let roomFactor = 1e6

  /// The range of an axis; nil if there is nothing to show.
  ///
  /// The vertical axis is limited to a range near the prediction, because a control that diverges,
  /// or a rule that a user supplied, must not shrink the rest to a line.
  /// - Parameter decades: the largest number of decades on a logarithmic axis; values further down are
  ///   rounding errors.
  public func frame(of direction: Direction, decades: Double = 20) -> Frame? {
    let axis = direction == .x ? x : y
    let shown = values(series, direction)
    let near =
      direction == .x ? nil : neighbourhood(values(series.filter { $0.role == .predicted }, .y))
    let usual = direction == .y ? shown.filter { $0 <= highest } : shown
    let values = near.map { near in usual.filter { near.contains($0) } } ?? usual
    guard let low = values.min(), let high = values.max() else { return nil }
    guard axis.isLogarithmic else {
      let room = 0.04 * (high - low)
      return room > 0 ? Frame(range: low - room...high + room, isLogarithmic: false) : nil
    }
    let bottom = max(low, high / .pow(10, decades))
    return high / bottom >= 10
      ? Frame(range: bottom / 1.3...high * 1.3, isLogarithmic: true)
      : Frame(range: bottom * 0.95...high * 1.05, isLogarithmic: false)
  }

  private func neighbourhood(_ predicted: [Double]) -> ClosedRange<Double>? {
    guard let low = predicted.min(), let high = predicted.max() else { return nil }
    let room = 3 * max(high - low, abs(high), abs(low))
    return y.isLogarithmic
      ? low / Self.roomFactor...high * Self.roomFactor : low - room...high + room
  }

  /// The coordinates of some series that the axis can show.
  private func values(_ series: [Series], _ direction: Direction) -> [Double] {
    let axis = direction == .x ? x : y
    return series.flatMap { $0.curve.points.map { direction == .x ? $0.x : $0.y } }
      .filter { $0.isFinite && (!axis.isLogarithmic || $0 > 0) }
  }
}
