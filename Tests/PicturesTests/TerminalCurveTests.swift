import DescentPictures
import Testing

@Suite("The curve in a terminal") struct TerminalCurveTests {
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
    let crossing = falling.map { SIMD2($0.x, $0.y - 2.0 / 1024) }
    #expect(!TerminalCurve(crossing, width: 40).text.contains("log"))
  }

  @Test("keeps zero, and what rounding leaves below it, at a labelled bottom") func zero() {
    let values = [1, 1e-5, 3e-17, 0, -1e-17]
    let points = values.enumerated().map { SIMD2(Double($0), $1) }
    let lines = TerminalCurve(points, width: 60, rounding: 1e-15).text.split(separator: "\n")
    #expect(lines[7].hasPrefix("   ≤ 1e-17 │") && lines[7].contains("⣀⣀⣀"), "\(lines)")
    #expect(lines[8].hasPrefix("       log "))
    let plain = TerminalCurve(points, width: 60, rounding: 1e-15, characters: .ascii).text
    #expect(plain.contains("  <= 1e-17 |") && plain.allSatisfy { $0.isASCII }, "\(plain)")
  }

  @Test("shows the start of a run that diverges over hundreds of decades") func divergence() {
    let points = [24, 1e40, 1e120, 1e250].enumerated().map { SIMD2(Double($0), $1) }
    let lines = TerminalCurve(points, width: 60).text.split(separator: "\n")
    #expect(lines[0].hasPrefix("    1e+250 ") && lines[7].hasPrefix("        24 "), "\(lines)")
  }

  @Test("is plain ASCII where the terminal or the locale asks for it") func plain() {
    let points = (0...100).map { SIMD2(Double($0), 10 - Double($0) / 20) }
    let text = TerminalCurve(points, width: 32, height: 4, characters: .ascii).text
    #expect(text.allSatisfy { $0.isASCII })
    let lines = text.split(separator: "\n")
    #expect(lines.count == 6 && lines[0].hasPrefix("        10 |"), "\(text)")
    #expect(lines[0].last == "." && lines[3].last == ".", "\(text)")
    #expect(lines[4] == "           +--------------------", "\(text)")
    let environments: [([String: String], TerminalCharacters)] = [
      ([:], .unicode), (["LANG": "de_DE.UTF-8"], .unicode), (["LC_ALL": "C.utf8"], .unicode),
      (["TERM": "dumb", "LANG": "de_DE.UTF-8"], .ascii), (["LC_ALL": "C"], .ascii),
      (["LANG": "en_GB.ISO-8859-1"], .ascii), (["LC_ALL": "POSIX", "LANG": "x.UTF-8"], .ascii),
      (["LC_ALL": "", "LC_CTYPE": "C", "LANG": "x.UTF-8"], .ascii),
    ]
    for (environment, expected) in environments {
      #expect(TerminalCharacters.of(environment) == expected, "\(environment)")
    }
  }

  @Test("breaks where a value is not finite") func breaks() {
    let points = [1.0, 1, .nan, 9, 9].enumerated().map { SIMD2(Double($0), $1) }
    let text = TerminalCurve(points, width: 60, height: 4).text
    let lines = text.split(separator: "\n").prefix(4).map { $0.dropFirst(12) }
    // Nothing between the lower left and the upper right.
    #expect(lines[1].allSatisfy { $0 == " " } && lines[2].allSatisfy { $0 == " " }, "\(text)")
  }

  @Test("never exceeds its width", arguments: [30, 47, 60, 80, 120, 200]) func width(_ width: Int) {
    let points = (0...1000).map { SIMD2(Double($0), 1e-9 + 1e5 * Double($0 % 7)) }
    for characters in [TerminalCharacters.unicode, .ascii] {
      let lines = TerminalCurve(
        points, width: width, name: "loss of batches, smoothed", characters: characters
      ).text.split(separator: "\n")
      #expect(lines.count == 10 && lines.allSatisfy { $0.count <= width }, "\(lines)")
    }
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
