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
  public let curves: [Curve]
  /// The most points that a curve is drawn with.
  private static let pointLimit = 1200

  public init(title: String, label: String, curves: [Curve]) {
    self.title = title
    self.label = label
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
      "set title \(quoted(title))", "set xlabel 'step'", "set ylabel \(quoted(label))",
      curves.count > 1 ? "set key outside right top" : "set key off",
    ]
    if isLogarithmic { commands += ["set logscale y", "set format y '10^{%L}'"] }
    let decades = decadesSpanned
    // Fewer than two decades leave too few powers of ten to label.
    if isLogarithmic && decades < 2 { commands.append("set format y '%g'") }
    let lines = curves.indices.map { index in
      "\(prefix)c\(index) using 1:2 with lines \(Palette.line(index))"
        + " title \(quoted(curves[index].name))"
    }
    return commands + ["plot " + lines.joined(separator: ", ")]
  }

  private var decadesSpanned: Double {
    let values = curves.flatMap(\.points).map(\.y).filter { $0 > 0 && $0.isFinite }
    guard let low = values.min(), let high = values.max() else { return 0 }
    return .log10(high / low)
  }
}
