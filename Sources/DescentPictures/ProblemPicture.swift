import Descent

/// A named direction through a point of a problem.
public struct SliceDirection: Sendable {
  public let name: String
  /// The direction, of length 1.
  public let vector: [Double]
  /// The second derivative along it at the point, if it is known.
  public let curvature: Double?

  public init(_ name: String, _ vector: [Double], curvature: Double? = nil) {
    self.name = name
    self.vector = vector
    self.curvature = curvature
  }
}

/// The point through which slices go.
public struct SliceCenter: Sendable {
  public let point: [Double]
  /// Whether it is a minimum; otherwise it is the start.
  public let isMinimum: Bool

  public init(_ point: [Double], isMinimum: Bool) {
    self.point = point
    self.isMinimum = isMinimum
  }

  var name: String { isMinimum ? "minimum" : "start" }
}

extension Problem {
  /// A picture of the function: in two dimensions its contours with every stationary point in the window
  /// marked by kind, otherwise slices through a point.
  /// - Parameters:
  ///   - center: the point through which slices go.
  ///   - directions: the directions of the slices; the plane of the first two is drawn, too.
  public func picture(
    title: String, center: SliceCenter, directions: [SliceDirection]
  ) throws -> Picture {
    let value = try Double.makeObjective(self).value
    if dimension == 2 {
      let window = window ?? .around(planePoints)
      let landscape = Landscape(window: window, lowest: lowestKnown) { value([$0, $1]) }
      return Picture(
        [LandscapePanel(title: title, landscape: landscape, marks: marks)], width: 900, height: 760)
    }
    let reach = reach(from: center.point)
    let profile = profile(
      title: directions.count > 1
        ? "along lines through the \(center.name)" : title, center,
      directions,
      reach, value)
    guard directions.count > 1 else { return Picture([profile], width: 900) }
    let plane = plane(title: title, center, directions[0], directions[1], reach, value)
    return Picture([plane, profile], width: 1500, height: 700)
  }

  /// The extent of a slice: about the distance of the start.
  private func reach(from center: [Double]) -> Double {
    let start = self.start(seed: 0)
    func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let distance = length(zip(start, center).map { $0 - $1 })
    if distance > 0, distance.isFinite { return distance }
    let size = length(center)
    return size > 0 ? size : 1
  }

  private var lowestKnown: Double? {
    (stationaryPoints.map(\.value) + (infimum.map { [$0.value] } ?? [])).filter(\.isFinite).min()
  }

  private var planePoints: [SIMD2<Double>] {
    (stationaryPoints.compactMap(\.point) + [start(seed: 0)]).map { SIMD2($0[0], $0[1]) }
  }

  /// The stationary points and the start of a problem in two dimensions.
  private var marks: [LandscapePanel.Marks] {
    typealias Shape = LandscapePanel.Marks.Shape
    func shape(_ point: StationaryPoint) -> Shape {
      switch point.kind {
      case .minimum(.global), .minimum(.bestKnown), .minimisingSet: .globalMinimum
      case .minimum(.local): .localMinimum
      case .saddle: .saddle
      case .maximum: .maximum
      case .degenerate: .degenerate
      }
    }
    let points = stationaryPoints.compactMap { claim in
      claim.point.map { (shape: shape(claim), at: SIMD2($0[0], $0[1])) }
    }
    func name(_ shape: Shape, _ count: Int) -> String {
      let (one, many) =
        switch shape {
        case .globalMinimum: ("global minimum", "global minima")
        case .localMinimum: ("local minimum", "local minima")
        case .saddle: ("saddle", "saddles")
        case .maximum: ("maximum", "maxima")
        case .degenerate: ("degenerate point", "degenerate points")
        case .start: ("start", "starts")
        }
      return count == 1 ? one : "\(count) \(many)"
    }
    let start = self.start(seed: 0)
    // Minima last, so that they are drawn on top.
    let shapes: [Shape] = [.maximum, .saddle, .degenerate, .localMinimum, .globalMinimum]
    return shapes.compactMap { shape in
      let here = points.filter { $0.shape == shape }.map(\.at)
      return here.isEmpty ? nil : LandscapePanel.Marks(shape, name(shape, here.count), here)
    } + [LandscapePanel.Marks(.start, "start", [SIMD2(start[0], start[1])])]
  }

  /// The plane of two directions. If the curvature along the second is larger, its extent is
  /// reduced so that both are equally steep.
  private func plane(
    title: String, _ center: SliceCenter, _ first: SliceDirection, _ second: SliceDirection,
    _ reach: Double, _ value: @escaping (UnsafePointer<Double>) -> Double
  ) -> LandscapePanel {
    var share = 1.0
    if let flat = first.curvature, let steep = second.curvature, flat > 0, steep > flat {
      share = max((flat / steep).squareRoot(), 1e-4)
    } else if let flat = first.curvature, let steep = second.curvature, steep > abs(flat) {
      share = 0.1
    }
    let (wide, high) = (reach, reach * share)
    let landscape = Landscape(
      window: PlotWindow(x: -wide...wide, y: -high...high), lowest: lowestKnown
    ) { a, b in
      let move = zip(first.vector, second.vector).map { a * $0 + b * $1 }
      return value(zip(center.point, move).map { $0 + $1 })
    }
    return LandscapePanel(
      title: title, xLabel: first.name, yLabel: second.name, landscape: landscape,
      marks: [
        .init(center.isMinimum ? .globalMinimum : .start, center.name, [SIMD2(0, 0)])
      ])
  }

  private func profile(
    title: String, _ center: SliceCenter, _ directions: [SliceDirection], _ reach: Double,
    _ value: @escaping (UnsafePointer<Double>) -> Double
  ) -> ChartPanel {
    let steps = 400
    let lines = directions.map { direction in
      (0...steps).map { step in
        let t = reach * (2 * Double(step) / Double(steps) - 1)
        return SIMD2(t, value(zip(center.point, direction.vector).map { $0 + t * $1 }))
      }
    }
    let finite = lines.joined().map(\.y).filter(\.isFinite)
    let bottom = min(finite.min() ?? 0, lowestKnown ?? .infinity, value(center.point))
    let series = zip(directions, lines).map { direction, line in
      Series.run(direction.name, line.map { SIMD2($0.x, $0.y - bottom) })
    }
    var chart = ChartPanel(
      title, x: .linear("distance from the \(center.name)"),
      y: Axis(
        directions.count > 1 ? "" : "height above the lowest value",
        isLogarithmic: directions.count > 1), series)
    // The lower quartile of the heights counts as typical; a line that grows far beyond leaves
    // the frame.
    let heights = series.flatMap(\.curve.points).map(\.y).filter { $0.isFinite && $0 > 0 }.sorted()
    if directions.count > 1, !heights.isEmpty {
      chart.highest = heights[heights.count / 4] * Landscape.explosion
    }
    return chart
  }
}
