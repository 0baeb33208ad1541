import Descent
import DescentPictures
import Foundation
import Testing

@Suite("Names in pictures") struct LegendTests {
  private let points = (0..<9).map { SIMD2(Double($0), Double($0 + 1)) }

  private var panels: [any Panel] {
    let curves = ["a", "b"].map { Curve(name: $0, points: points) }
    let window = PlotWindow(x: 0...1, y: 0...1)
    return [
      LossPanel(title: "", label: "", curves: curves), AccuracyPanel(title: "", curves: curves),
      ChartPanel("", x: Axis(""), y: Axis(""), [.measured("m", points), .run("r", points)]),
      ContourPanel(title: "", window: window, trajectories: curves, minima: []) { $0 + $1 },
      LandscapePanel(
        title: "", landscape: Landscape(window: window, lowest: nil) { $0 + $1 },
        marks: [.init(.start, "start", [SIMD2(0, 0)])]),
      RegionPanel(
        title: "", xLabel: "", yLabel: "", window: window, x: [0.5], y: [0.5], factors: [[0.5]],
        predicted: curves[0], measured: curves[1]),
      VerdictPanel(title: "", rows: [("a", 1, 2)]),
    ]
  }

  @Test("are in a legend below, never over the curves") func below() throws {
    for panel in panels {
      let keys = panel.commands(prefix: "$p").filter { $0.hasPrefix("set key") }
      #expect(!keys.isEmpty, "\(type(of: panel))")
      for key in keys {
        #expect(key.contains("outside bottom") || key.contains("below"), "\(panel): \(key)")
      }
    }
  }

  @Test("keep both ends if they are too long for the legend, and stay distinct") func long() {
    let settings = (0..<9).map { "setting\($0)=0.123" }.joined(separator: ",")
    let curves = ["0.1", "0.2"].map { Curve(name: "adam:\(settings),last=\($0)", points: points) }
    let titles = LossPanel(title: "", label: "", curves: curves).legend
    #expect(titles.allSatisfy { $0.count <= 68 && $0.hasPrefix("adam:setting0") })
    #expect(titles[0].hasSuffix("last=0.1") && titles[1].hasSuffix("last=0.2"))
    let middle = [",one,", ",two,"].map { Curve(name: settings + $0 + settings, points: points) }
    #expect(Set(LossPanel(title: "", label: "", curves: middle).legend).count == 2)
  }

  @Test("get a higher picture where they need more lines") func height() {
    func picture(_ count: Int) -> Picture {
      let curves = (0..<count).map { Curve(name: "a rather long name \($0)", points: points) }
      return Picture([LossPanel(title: "", label: "", curves: curves)])
    }
    #expect(picture(2).fullHeight == picture(2).height)
    #expect(picture(20).fullHeight >= picture(20).height + 100)
  }

  @Test(
    "of rows are broken into lines that fit their column, and lose nothing",
    arguments: [
      "SCHED-01b", "momentum/coupled-decay-limit", "HB-03w",
      "steps that the slowest mode needs at the best rate, over those of the fastest",
      String(repeating: "x", count: 100), "it's \"quoted\" with a \\ backslash, and with more text",
    ])
  func rows(_ name: String) throws {
    let panels: [any Panel] = [
      VerdictPanel(title: "", rows: [(name, 1, 2)]),
      BarPanel(title: "", label: "", bars: [(name, 1)]),
    ]
    for panel in panels {
      let ticks = try #require(
        panel.commands(prefix: "$p").first { $0.hasPrefix("set ytics (") })
      let text = ticks.dropFirst("set ytics (".count).dropLast(") noenhanced".count).dropLast(2)
        .dropFirst().dropLast()
      let lines = text.replacing("''", with: "'").replacing("\\\"", with: "\"")
        .replacing("\\\\", with: "\u{1}").replacing("\\n", with: "\n")
        .replacing("\u{1}", with: "\\").split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 30 }, "\(lines)")
      #expect(
        lines.joined().filter { $0 != " " } == name.filter { $0 != " " }, "\(lines)")
    }
  }

  @Test("of many rows get a panel in which they do not overlap") func manyRows() {
    let names = (0..<24).map { "one_cycle:horizon=50,pct_start=0.\($0),final_div_factor=100" }
    let panel = VerdictPanel(title: "", rows: names.map { ($0, 1, 2) })
    // Three lines of 19 pixels a name.
    #expect(Picture([panel]).fullHeight >= 24 * 3 * 19)
    #expect(Picture([VerdictPanel(title: "", rows: [("a", 1, 2)])]).fullHeight == 620)
  }

  @Test("of pictures are broken where they are too long for their panel") func titles() throws {
    let title = String(repeating: "a word ", count: 30)
    for panel: any Panel in [
      LossPanel(title: title, label: "", curves: [Curve(name: "", points: points)]),
      VerdictPanel(title: title, rows: [("a", 1, 2)]),
    ] {
      let command = try #require(
        panel.commands(prefix: "$p").first { $0.hasPrefix("set title ") })
      #expect(command.components(separatedBy: "\\n").allSatisfy { $0.count <= 62 + 12 })
    }
  }

  @Test("of a control that leaves a chart say where it leaves") func control() throws {
    let chart = ChartPanel(
      "", x: .linear("step"), y: .logarithmic("gap"),
      [
        .predicted("theory", (0..<50).map { SIMD2(Double($0), .pow(0.5, Double($0))) }),
        .control("wrong", (0..<50).map { SIMD2(Double($0), .pow(10, Double($0))) }),
      ])
    #expect(chart.legend[0] == "theory")
    #expect(chart.legend[1].hasPrefix("wrong: leaves the picture at step = "))
    let frame = try #require(chart.verticalFrame?.frame)
    let rows = chart.data(prefix: "$p")[1].split(separator: "\n").dropFirst().dropLast()
    let heights = rows.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    #expect(heights.allSatisfy { $0 <= frame.range.upperBound })
  }

  @Test("a measured zero stays visible in a chart") func zero() throws {
    let chart = ChartPanel(
      "", x: .linear("step"), y: .logarithmic("gap"),
      [.measured("gap", [SIMD2(0, 1), SIMD2(1, 1e-3), SIMD2(2, 0)])])
    let (frame, floor) = try #require(chart.verticalFrame)
    let height = try #require(floor)
    #expect(frame.range.contains(height))
    #expect(chart.data(prefix: "$p")[0].contains("2.0 \(height)\n"))
    #expect(chart.commands(prefix: "$p").joined().contains("'≤ "))
  }
}
