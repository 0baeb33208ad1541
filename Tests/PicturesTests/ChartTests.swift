import Descent
import DescentPictures
import Testing

@Suite("A chart") struct ChartTests {
  private let chart = ChartPanel(
    "powers", x: Axis("n"), y: .logarithmic("2^n"),
    [
      .predicted("formula", (0..<60).map { SIMD2(Double($0), .pow(2, Double($0))) }),
      .measured("counted", [SIMD2(3, 8), SIMD2(10, 1024)]),
      .control("squares", (0..<60).map { SIMD2(Double($0), Double($0 * $0)) }),
    ])

  @Test("draws prediction, measurement and control, as an image and with characters")
  func drawing() async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    let picture = Picture([chart])
    #expect(try await gnuplot.draw(picture, as: .png).count > 1000)
    let text = try await gnuplot.text(picture, columns: 80, rows: 24)
    for part in ["powers", "formula", "counted", "squares", "1e", "o"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("has an axis of powers only where there is more than one of them") func axis() {
    let flat = ChartPanel(
      "flat", x: Axis("x"), y: .logarithmic("y"),
      [.run("line", [SIMD2(0, 2), SIMD2(1, 3)])])
    #expect(chart.commands(prefix: "$p").contains("set logscale y"))
    #expect(!flat.commands(prefix: "$p").contains("set logscale y"))
  }

  @Test("breaks a line at points outside the horizontal axis") func breaks() {
    let zero = ChartPanel(
      "zero", x: .logarithmic("x"), y: .logarithmic("y"),
      [.run("line", [SIMD2(1, 1), SIMD2(0, 2), SIMD2(20, 100)])])
    #expect(zero.data(prefix: "$p")[0].contains("\n\n"))
  }

  @Test("shows shares from zero to infinity") func verdict() async throws {
    let gnuplot = try #require(Gnuplot.find(), "gnuplot-nox is part of the set-up")
    let panel = VerdictPanel(
      title: "it's", rows: [("a", 0, .infinity), ("b", 0.5, .nan), ("c", 2, 3)])
    let text = try await gnuplot.text(Picture([panel]), columns: 80, rows: 24)
    #expect(text.contains("it's") && text.contains("1e4"))
  }

  @Test("A line keeps its breaks when it is thinned") func thinning() {
    let part = (0..<500).map { SIMD2(Double($0), 1.0) }
    let line = thinned(line: part + [SIMD2(.nan, .nan)] + part, to: 100)
    #expect(line.count <= 102)
    #expect(line.count { !$0.x.isFinite } == 1)
    #expect(line.first == part.first && line.last == part.last)
    #expect(thinned(line: part, to: 500) == part)
  }
}
