import Descent
import DescentCatalog
import DescentPictures
import Foundation
import Testing

@Suite("A picture") struct PictureTests {
  private let curve = Curve(
    name: "it's", points: (0..<50).map { SIMD2(Double($0), Double(1) / Double($0 + 1)) })

  @Test("is found nowhere on an empty search path") func missing() {
    #expect(Gnuplot.find(searchPath: "") == nil)
    #expect(Gnuplot.find(searchPath: "/no/such/folder") == nil)
  }

  @Test("is drawn as the requested image", arguments: PictureFormat.allCases)
  func formats(_ format: PictureFormat) async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    let panel = LossPanel(title: "a 'quoted' title", label: "loss", curves: [curve])
    let bytes = try await gnuplot.draw(Picture([panel]), as: format)
    switch format {
    case .svg: #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("</svg>\n\n"))
    case .png: #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }
  }

  @Test("draws every two-dimensional problem's contours without errors")
  func contours() async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    for type in Catalog.registry.problemTypes {
      let problem = type.init()
      guard problem.dimension == 2 else { continue }
      let start = problem.start(seed: 0)
      let path = Curve(name: "path", points: [SIMD2(start[0], start[1]), SIMD2(0, 0)])
      let panel = try problem.contours(title: type.card.name, trajectories: [path])
      let bytes = try await gnuplot.draw(Picture([panel]), as: .svg)
      #expect(bytes.count > 1000, "\(type.card.name)")
    }
  }

  @Test(
    "survives losses of every kind: zeros, overflow, NaN, a single point",
    arguments: [
      [1.0, 0, 0], [1e300, 1e-300], [1, .nan, .infinity], [5], [-1, -2], [0, 0],
    ])
  func extremes(_ losses: [Double]) async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    let points = losses.enumerated().map { SIMD2(Double($0), $1) }
    let panel = LossPanel(title: "", label: "", curves: [Curve(name: "", points: points)])
    #expect(try await gnuplot.draw(Picture([panel]), as: .svg).count > 500)
  }

  @Test("draws a region with cells beyond the boundary, and a boundary that leaves the window")
  func region() async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    let panel = RegionPanel(
      title: "it's", xLabel: "rate", yLabel: "momentum", window: PlotWindow(x: 0...2, y: 0...1),
      x: [0.5, 1.5], y: [0.25, 0.75], factors: [[0.5, 3], [0.9, .infinity]],
      predicted: Curve(name: "formula", points: [SIMD2(1, 0), SIMD2(1, 1), SIMD2(9, 1)]),
      measured: Curve(name: "runs", points: [SIMD2(1, 0.5)]))
    #expect(!panel.data(prefix: "$p").joined().contains("9.0 1.0"))
    #expect(try await gnuplot.draw(Picture([panel]), as: .svg).count > 1000)
  }

  @Test("reports gnuplot's errors") func complaint() async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    struct Broken: Panel {
      func data(prefix: String) -> [String] { [] }
      func commands(prefix: String) -> [String] { ["plot $nothing"] }
    }
    await #expect(throws: GnuplotError.self) {
      try await gnuplot.draw(Picture([Broken()]), as: .svg)
    }
    await #expect(throws: GnuplotError.self) {
      try await Gnuplot(path: "/no/such/program").draw(Picture([Broken()]), as: .svg)
    }
  }

  @Test("thins a curve evenly, its ends kept") func thinning() {
    let thin = thinned(Array(0...1000), to: 11)
    #expect(thin == stride(from: 0, through: 1000, by: 100).map(\.self))
    #expect(thinned([1, 2, 3], to: 11) == [1, 2, 3])
  }

  @Test("knows its format by the ending of the path") func endings() {
    #expect(PictureFormat(path: "a/b.SVG") == .svg)
    #expect(PictureFormat(path: "a.png") == .png)
    #expect(PictureFormat(path: "a.gif") == nil && PictureFormat(path: "png") == nil)
    #expect(PictureFormat(path: "a") == nil && PictureFormat(path: "a.") == nil)
  }
}

@Suite("A picture of losses") struct LossPictureTests {
  @Test("shows gaps above a known minimum, and losses where a curve goes below it") func gaps()
    throws
  {
    let saddle = try Catalog.registry.problem(Specification("saddle"))
    let above = Curve(name: "above", points: [SIMD2(0, 1), SIMD2(1, -1)])
    let panel = saddle.losses(title: "", curves: [above])
    #expect(panel.label == "gap to the global minimum, f(x) − f*")
    #expect(panel.curves[0].points == [SIMD2(0, 2), SIMD2(1, 0)])
    let below = Curve(name: "below", points: [SIMD2(0, 1), SIMD2(1, -1.5)])
    #expect(saddle.losses(title: "", curves: [below]).curves == [below])
  }
}
