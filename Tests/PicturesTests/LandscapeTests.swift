import Descent
import DescentCatalog
import DescentPictures
import Testing

@Suite("Landscapes") struct LandscapeTests {
  private let window = PlotWindow(x: -1...1, y: -1...1)

  private func draw(_ value: (Double, Double) -> Double) async throws -> String {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    let landscape = Landscape(window: window, lowest: nil, value: value)
    let panel = LandscapePanel(
      title: "it's", landscape: landscape,
      marks: [
        .init(.saddle, "saddle", [SIMD2(0, 0)]), .init(.maximum, "elsewhere", [SIMD2(5, 0)]),
      ])
    let bytes = try await gnuplot.draw(Picture([panel]), as: .svg)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("are drawn for functions over many decades, flat ones, and ones with undefined regions")
  func drawn() async throws {
    let functions: [(Double, Double) -> Double] = [
      { x, y in x * x + 1e12 * y * y }, { _, _ in 3 }, { x, y in x < 0 ? .nan : x + y },
      { x, y in 1 / (x * x + y * y) }, { _, _ in .nan }, { x, y in .exp(500 * x) + y },
      { x, y in -1e300 * x },
    ]
    for (number, function) in functions.enumerated() {
      let svg = try await draw(function)
      #expect(svg.contains("saddle") && !svg.contains("elsewhere"), "function \(number)")
    }
  }

  @Test("have contours at many heights of a narrow valley") func levels() throws {
    let landscape = Landscape(window: window, lowest: 0) { x, y in x * x + 1e8 * y * y }
    let commands = LandscapePanel(title: "", landscape: landscape, marks: []).commands(prefix: "$p")
    let line = try #require(commands.first { $0.hasPrefix("set cntrparam levels discrete ") })
    let levels =
      line.split(separator: " ").last?.split(separator: ",").compactMap { Double($0) } ?? []
    #expect(levels.count >= 10 && levels == levels.sorted())
    #expect((levels.first ?? 1) < 1e5 && (levels.last ?? 0) > 1e7)
  }

  @Test("mark every stationary point of a plane problem inside the window, and no other")
  func marks() throws {
    for type in Catalog.registry.problemTypes where type.init().dimension == 2 {
      let problem = type.init()
      let picture = try problem.picture(
        title: "", center: SliceCenter([0, 0], isMinimum: false), directions: [])
      let panel = try #require(picture.panels.first as? LandscapePanel)
      let shown = panel.marks.filter { $0.shape != .start }.flatMap(\.points)
      let window = panel.landscape.window
      let claimed = problem.stationaryPoints.compactMap(\.point).map { SIMD2($0[0], $0[1]) }
        .filter { window.x.contains($0.x) && window.y.contains($0.y) }
      #expect(
        shown.count == claimed.count && claimed.allSatisfy(shown.contains), "\(type.card.name)")
      #expect(panel.marks.last?.shape == .start || panel.marks.allSatisfy { $0.shape != .start })
    }
  }

  @Test("slices go through the minimum along every direction that is given") func slices() throws {
    let problem = try Catalog.registry.problem(Specification("rosenbrock:n=4"))
    let directions = (0..<3).map { axis in
      SliceDirection("axis \(axis)", (0..<4).map { $0 == axis ? 1 : 0 }, curvature: 1)
    }
    let picture = try problem.picture(
      title: "t", center: SliceCenter([1, 1, 1, 1], isMinimum: true), directions: directions)
    #expect(picture.panels.count == 2)
    let chart = try #require(picture.panels.last as? ChartPanel)
    #expect(chart.series.map(\.curve.name) == ["axis 0", "axis 1", "axis 2"])
    for series in chart.series {
      #expect(series.curve.points.map(\.y).min() == 0)
      #expect(series.curve.points.contains { $0.x == 0 && $0.y == 0 })
    }
    let plane = try #require(picture.panels.first as? LandscapePanel)
    #expect(plane.xLabel == "axis 0" && plane.yLabel == "axis 1")
  }

  @Test("are not framed by a corner with huge values") func explosion() throws {
    let landscape = Landscape(window: window, lowest: 0) { x, y in
      x * x + y * y + (x > 0.9 ? 1e200 : 0)
    }
    let commands = LandscapePanel(title: "", landscape: landscape, marks: []).commands(prefix: "$p")
    let range = try #require(commands.first { $0.hasPrefix("set cbrange [") })
    let high = try #require(
      range.dropLast().split(separator: ":").last.flatMap { Double($0) }, "\(range)")
    #expect(high < 1e7, "\(range)")
    let problem = try Catalog.registry.problem(Specification("gulf"))
    let minimum = try #require(problem.reference?.point)
    let directions = (0..<3).map { axis in
      SliceDirection("axis \(axis)", (0..<3).map { $0 == axis ? 1 : 0 }, curvature: 1)
    }
    let picture = try problem.picture(
      title: "", center: SliceCenter(minimum, isMinimum: true), directions: directions)
    let chart = try #require(picture.panels.last as? ChartPanel)
    #expect(try #require(chart.frame(of: .y)).range.upperBound < 1e30)
  }
}
