import Descent

extension ChartPanel {
  /// What an axis of a chart shows.
  public struct Frame: Sendable, Hashable {
    public let range: ClosedRange<Double>
    /// An axis within one decade is linear, whatever was asked: it may hold no power of ten.
    public let isLogarithmic: Bool
  }

  public enum Direction: Sendable { case x, y }

  /// How far above and below what is predicted a logarithmic axis goes at most.
  private static let roomFactor = 1e6

  /// The part of an axis that is shown; nil where there is nothing to show.
  ///
  /// The vertical axis stays near what is predicted: a control that diverges, or a rule that a user
  /// put in, must not shrink the rest to a line.
  /// - Parameter decades: how many a logarithmic axis shows at most; what is further down is rounding.
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

  /// What the axis can show of the coordinates of some series.
  private func values(_ series: [Series], _ direction: Direction) -> [Double] {
    let axis = direction == .x ? x : y
    return series.flatMap { $0.curve.points.map { direction == .x ? $0.x : $0.y } }
      .filter { $0.isFinite && (!axis.isLogarithmic || $0 > 0) }
  }
}
