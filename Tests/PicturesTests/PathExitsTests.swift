import Descent
import DescentCatalog
import DescentPictures
import Testing

@Suite("A path over contours") struct PathExitsTests {
  private let window = PlotWindow(x: -1...1, y: -2...2)

  private func exits(_ points: [SIMD2<Double>], steps: [Int]? = nil) -> PathExits {
    PathExits(points, steps: steps, window: window)
  }

  @Test("has no note inside the window") func inside() {
    let path = exits([SIMD2(0, 0), SIMD2(1, 2)])
    #expect(path.note == nil && path.arrow == nil)
  }

  @Test("has an arrow that ends on the edge where it leaves, and the step in the legend")
  func leaving() throws {
    let path = exits([SIMD2(0, 0), SIMD2(0.5, 0), SIMD2(4.5, 0.8)])
    #expect(path.note == "leaves the picture at step 2")
    let arrow = try #require(path.arrow)
    #expect(arrow.to == SIMD2(1, 0.1))
    #expect(arrow.from.x < 1 && arrow.from.x > 0.8)
    #expect(exits([SIMD2(0, 0), SIMD2(0, -9)], steps: [100, 137]).note?.hasSuffix("137") == true)
  }

  @Test("is noted to come back, to come in, or never to be visible") func others() {
    let out = SIMD2(5.0, 5.0)
    let home = SIMD2(0.0, 0.0)
    #expect(
      exits([home, out, out, home, out, home]).note
        == "leaves the picture at step 1, is back at step 5")
    #expect(exits([home, out, home, out, out]).note == "leaves the picture at step 3")
    #expect(exits([out, out, home]).note == "outside the picture until step 2")
    #expect(exits([out, out]).note == "is outside the picture")
    let broken = exits([home, SIMD2(.nan, 0)])
    #expect(broken.note == "leaves the picture at step 1" && broken.arrow == nil)
  }

  @Test("writes its arrow and its note to gnuplot") func panel() throws {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let path = Curve(name: "adam", points: [SIMD2(-1.2, 1), SIMD2(0, 1), SIMD2(1000, 1)])
    let panel = try problem.contours(title: "", trajectories: [path])
    #expect(panel.legend.first == "adam: leaves the picture at step 2")
    let commands = panel.commands(prefix: "$p").joined(separator: "\n")
    #expect(commands.contains("$pa0 using 1:2:3:4 with vectors head"))
    #expect(commands.contains("'adam: leaves the picture at step 2'"))
    let arrow = try #require(panel.data(prefix: "$p").first { $0.hasPrefix("$pa0") })
    let numbers = arrow.split(separator: "\n")[1].split(separator: " ").compactMap { Double($0) }
    #expect(numbers[0] + numbers[2] == panel.window.x.upperBound)
  }
}
