import DescentPictures
import Testing

@Suite struct TerminalCurveTests {
  @Test("draws a straight line from the upper left to the lower right") func line() {
    let points = (0...100).map { SIMD2(Double($0), 10 - Double($0) / 20) }
    let text = TerminalCurve(points, width: 32, height: 4).text
    let expected = """
              10 │⠉⠒⠦⢄⣀
                 │    ⠈⠉⠓⠦⢤⣀⡀
                 │          ⠉⠓⠲⠤⣀⡀
               5 │               ⠉⠑⠲⠤⣀
                 └────────────────────
                  0           step 100
      """
    #expect(text == expected, "\n\(text)")
  }

  @Test("takes a logarithmic axis for positive values over more than a decade") func logarithmic() {
    let falling = (0...10).map { SIMD2(Double($0), Double(1) / Double(1 << $0)) }
    #expect(TerminalCurve(falling, width: 40).text.contains("log"))
    let touching = falling.map { SIMD2($0.x, $0.y - 1.0 / 1024) }
    #expect(!TerminalCurve(touching, width: 40).text.contains("log"))
  }

  @Test("never exceeds its width", arguments: [30, 47, 80, 200]) func width(_ width: Int) {
    let points = (0...1000).map { SIMD2(Double($0), 1e-9 + 1e5 * Double($0 % 7)) }
    let lines = TerminalCurve(points, width: width).text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= width })
  }

  @Test("draws nothing from fewer than two finite points") func empty() {
    #expect(TerminalCurve([], width: 40).text.isEmpty)
    #expect(TerminalCurve([SIMD2(0, 1), SIMD2(1, .nan)], width: 40).text.isEmpty)
  }

  @Test("draws a constant without dividing by its span") func constant() {
    let text = TerminalCurve([SIMD2(0, 3), SIMD2(5, 3)], width: 40).text
    #expect(text.contains("⣀⣀⣀"))
  }
}
