import Descent
import DescentPictures
import Testing

@Suite("The frame of a picture of losses") struct LossFrameTests {
  private func curve(_ name: String, _ values: [Double], hasDiverged: Bool = false) -> Curve {
    Curve(
      name: name, points: values.enumerated().map { SIMD2(Double($0), $1) },
      hasDiverged: hasDiverged)
  }
  private var falling: Curve { curve("falling", (0..<50).map { .pow(0.8, Double($0)) }) }

  @Test(
    "is that of the bounded runs, independently of a diverging run",
    arguments: [
      (0..<50).map { Double.pow(10, 6 * Double($0)) }, [1, 5, .nan], [1, .infinity],
      [1, 3e4, 1e9, 1e200], [1, -1e30, .infinity], [.nan, .nan],
    ])
  func divergence(_ values: [Double]) throws {
    let alone = try #require(LossFrame([falling]))
    let both = try #require(LossFrame([falling, curve("away", values)]))
    #expect(both == alone)
    let flagged = try #require(
      LossFrame([falling, curve("away", [1, 90], hasDiverged: true)]))
    #expect(flagged == alone)
  }

  @Test("is that of the bounded runs on a linear axis, too") func linear() throws {
    let negative = curve("to -5", (0..<50).map { -Double($0) / 10 })
    for values in [[0, -1e12, -1e40], [0, 1e9], [0, .nan]] {
      let frame = try #require(LossFrame([negative, curve("away", values)]))
      #expect(!frame.isLogarithmic)
      #expect(frame.range.lowerBound > -6 && frame.range.upperBound < 1, "\(frame.range)")
    }
  }

  @Test("shows a diverging run if there is no other") func alone() throws {
    let frame = try #require(LossFrame([curve("away", [1, 1e5, 1e10], hasDiverged: true)]))
    #expect(frame.range.contains(1) && frame.range.contains(1e10))
    let far = try #require(LossFrame([curve("away", [24, 1e50, 1e200], hasDiverged: true)]))
    #expect(far.range.contains(24) && far.range.contains(1e200) && far.floor == nil)
    #expect(LossFrame([curve("nothing", [.nan])]) == nil)
  }

  @Test("keeps a peak on the way down, as far as a million times the start") func peak() throws {
    let frame = try #require(LossFrame([curve("peak", [1, 300, 0.1])]))
    #expect(frame.range.contains(300))
    let cut = try #require(LossFrame([curve("peak", [1, 1e30, 0.1])]))
    #expect(cut.range.upperBound < 1e8)
  }

  @Test(
    "keeps zero, and what rounding leaves below it, on a line that is labelled",
    arguments: [
      ([1, 1e-3, 1e-16, 0], 1e-16), ([1, 2e-17, -3e-17], 1e-17), ([1, 0.5, 0], 0.01),
      ([1, 1e-9, 1e-25], 1e-9),
    ])
  func floor(_ values: [Double], _ expected: Double) throws {
    let panel = LossPanel(
      title: "", label: "gap", curves: [curve("a", values)], rounding: 1e-15)
    let frame = try #require(panel.frame)
    #expect(frame.isLogarithmic)
    let floor = try #require(frame.floor)
    #expect(abs(floor / expected - 1) < 1e-9, "\(floor)")
    #expect(frame.range.contains(floor))
    let drawn = frame.drawn(panel.curves[0].points)
    #expect(drawn.points.count == values.count && drawn.exits.isEmpty)
    // Points on the floor are at most as high as its label says.
    for (point, value) in zip(drawn.points, values) where point.y == floor {
      #expect(value <= floor)
    }
    #expect(drawn.points.last?.y == floor)
    let script = panel.commands(prefix: "$p").joined(separator: "\n")
    #expect(script.contains("'≤ 1e-") || script.contains("'≤ 0.01'"), "\(script)")
    #expect(script.contains("first \(floor) nohead"))
    #expect(panel.data(prefix: "$p")[0].contains("\(Double(values.count - 1)) \(floor)\n"))
  }

  @Test("has no floor without need, and no logarithm of negative values") func none() throws {
    #expect(try #require(LossFrame([falling])).floor == nil)
    let negative = try #require(LossFrame([curve("a", [1, -0.1])], rounding: 1e-12))
    #expect(!negative.isLogarithmic)
  }

  @Test("ends a line at its edge, marks the point, and notes it in the legend") func exit() throws {
    let away = curve("sgd", [1, 10, 1e5, 1e40])
    let panel = LossPanel(title: "", label: "", curves: [falling, away])
    let frame = try #require(panel.frame)
    let drawn = frame.drawn(away.points)
    #expect(drawn.leaves == 1 && !drawn.endsInside)
    #expect(drawn.exits.map(\.at) == [SIMD2(1, frame.range.upperBound)])
    // For a curve that comes back, the last exit counts.
    #expect(frame.drawn(curve("", [1, 1e9, 1, 1e9, 1e9]).points).leaves == 3)
    #expect(
      frame.drawn(curve("", [1, 1e9, 1, 1e9, 1]).points).notes("step") == [
        "above the picture at step 1"
      ])
    #expect(drawn.points.allSatisfy { $0.y.isNaN || frame.range.contains($0.y) })
    #expect(panel.legend == ["falling", "sgd: leaves the picture at step 1"])
    let script = panel.commands(prefix: "$p").joined(separator: "\n")
    #expect(script.contains("$px1 using 1:2 with points pointtype 9"))
    #expect(panel.data(prefix: "$p").last == "$px1 << EOD\n1.0 \(frame.range.upperBound)\nEOD")
  }

  @Test("notes a divergence inside the frame, which a line cannot show") func remark() {
    let run = Curve(
      name: "sgd:lr=3", points: [SIMD2(0, 1), SIMD2(1, 0.9)], remark: "diverged at step 2",
      hasDiverged: true)
    let panel = LossPanel(title: "", label: "", curves: [falling, run])
    #expect(panel.legend.last == "sgd:lr=3: diverged at step 2")
  }
}
