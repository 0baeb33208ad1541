import Descent
import DescentPictures
import Testing

/// A generator with the same numbers in every run: Knuth's linear congruential generator (MMIX).
private struct FixedStream {
  var state: UInt64

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}

@Suite("The ticks of a logarithmic axis") struct LogarithmicTicksTests {
  @Test("are at least two, inside the axis, with labels that differ, on axes of every length")
  func enough() {
    var stream = FixedStream(state: 17)
    for _ in 0..<20_000 {
      let low = Double.pow(10, 40 * stream.uniform() - 30)
      // From a millionth of a decade to forty decades.
      let decades = Double.pow(10, 7.6 * stream.uniform() - 6)
      let high = low * .pow(10, decades)
      guard high.isFinite, high > low else { continue }
      let ticks = LogarithmicTicks.ticks(low...high)
      let report = "\(low)...\(high): \(ticks)"
      #expect(ticks.count >= 2 && ticks.count <= 12, "\(report)")
      #expect(ticks.allSatisfy { $0.value >= low && $0.value <= high }, "\(report)")
      #expect(ticks.allSatisfy { !$0.label.isEmpty }, "\(report)")
      #expect(Set(ticks.map(\.label)).count == ticks.count, "\(report)")
    }
  }

  @Test(
    "are labelled with their numbers",
    arguments: [2.0...3.0, 0.0301...0.0302, 1e-9...8e-9, 250_000...260_000, 3e7...3.1e7])
  func labels(_ range: ClosedRange<Double>) throws {
    for tick in LogarithmicTicks.ticks(range) {
      let number = try #require(Double(tick.label), "\(tick.label)")
      #expect(abs(number - tick.value) <= 1e-9 * tick.value, "\(tick)")
    }
  }

  @Test("include the floor, with a label of the form ≤ x") func floor() {
    let ticks = LogarithmicTicks.ticks(5e-18...10, floor: 1e-17)
    #expect(ticks.first?.label == "≤ 1e-17" && ticks.first?.value == 1e-17)
    #expect(ticks.dropFirst().allSatisfy { $0.value > 2e-17 })
    #expect(ticks.count >= 3)
  }

  @Test("are written to gnuplot for an axis within one decade") func written() throws {
    let curve = Curve(name: "a", points: (0..<9).map { SIMD2(Double($0), 2.3 - 0.05 * Double($0)) })
    let commands = LossPanel(title: "", label: "", curves: [curve]).commands(prefix: "$p")
    #expect(commands.contains("set logscale y"))
    let ticks = try #require(commands.first { $0.hasPrefix("set ytics (") })
    #expect(ticks.split(separator: ",").count >= 2, "\(ticks)")
    #expect(ticks.contains("'2.0' 2.0"), "\(ticks)")
  }
}
