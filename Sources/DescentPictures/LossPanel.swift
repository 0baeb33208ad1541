import Descent

/// One line of a picture: a name and points.
public struct Curve: Sendable, Hashable {
  public let name: String
  public let points: [SIMD2<Double>]

  public init(name: String, points: [SIMD2<Double>]) {
    self.name = name
    self.points = points
  }
}

/// Losses (or gaps to a known minimum) against steps; the axis is logarithmic where all are positive.
public struct LossPanel: Panel {
  public let title: String
  public let label: String
  /// What the curves run along.
  public let axis: String
  public let curves: [Curve]
  /// The most points that a curve is drawn with.
  private static let pointLimit = 1200

  public init(title: String, label: String, axis: String = "step", curves: [Curve]) {
    self.title = title
    self.label = label
    self.axis = axis
    self.curves = curves
  }

  /// Zeros are fine on a logarithmic axis (the line ends there); negative values are not.
  var isLogarithmic: Bool {
    let values = curves.flatMap(\.points).map(\.y).filter(\.isFinite)
    return values.allSatisfy { $0 >= 0 } && values.contains { $0 > 0 }
  }

  public func data(prefix: String) -> [String] {
    let isLogarithmic = isLogarithmic
    return curves.enumerated().map { index, curve in
      let points = thinned(curve.points, to: Self.pointLimit)
      return dataBlock(
        "\(prefix)c\(index)",
        points.map { [$0.x, isLogarithmic && $0.y <= 0 ? .nan : $0.y] })
    }
  }

  public func commands(prefix: String) -> [String] {
    var commands = [
      "set title \(quoted(title))", "set xlabel \(quoted(axis))", "set ylabel \(quoted(label))",
      curves.count > 1 ? "set key outside bottom center horizontal height 1" : "set key off",
    ]
    if isLogarithmic { commands += ["set logscale y", "set format y '10^{%L}'"] }
    if let range = logarithmicRange {
      commands.append("set yrange [\(range.lowerBound):\(range.upperBound)]")
      // Fewer than two decades leave too few powers of ten to label.
      if range.upperBound / range.lowerBound < 100 { commands.append("set format y '%g'") }
    }
    let lines = curves.indices.map { index in
      "\(prefix)c\(index) using 1:2 with lines \(Palette.line(index))"
        + " title \(quoted(curves[index].name))"
    }
    return commands + ["plot " + lines.joined(separator: ", ")]
  }

  /// The range of a logarithmic axis: twenty decades at most, since below them lies only rounding.
  private var logarithmicRange: ClosedRange<Double>? {
    guard isLogarithmic else { return nil }
    let values = curves.flatMap(\.points).map(\.y).filter { $0 > 0 && $0.isFinite }
    guard let low = values.min(), let high = values.max() else { return nil }
    return max(low, high * 1e-20) / 1.5...high * 1.5
  }
}
