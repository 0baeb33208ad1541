import DescentPaper
import DescentPictures
import DescentTextbook
import Foundation
import Testing

@Suite("The paper") struct PaperTests {
  @Test(
    "Formulas become LaTeX",
    arguments: [
      (
        "lr* = 2 / λ_max",
        "lr\\ensuremath{{}^{*}} = 2 / \\ensuremath{\\lambda}\\ensuremath{{}_{max}}"
      ),
      (
        "x_{k+1} <= β²",
        "x\\ensuremath{{}_{k+1}} \\ensuremath{\\leq} "
          + "\\ensuremath{\\beta}\\ensuremath{{}^{2}}"
      ),
      ("weight_decay & 50 %", "weight\\_decay \\& 50 \\%"),
      ("(1 - 2 lr)^80", "(1 \\ensuremath{-} 2 lr)\\ensuremath{{}^{80}}"),
    ]) func formulas(_ text: String, _ expected: String)
  {
    #expect(TeX.text(text) == expected)
  }

  /// The texts of the charts that a debug build draws quickly.
  private static func chartWords() throws -> [String] {
    try Textbook.experiments.filter { !$0.isSlow && !$0.id.hasPrefix("DEMO") }.flatMap {
      experiment in
      let laboratory = Laboratory()
      let panels = try experiment.run(laboratory).picture(laboratory).panels
      return panels.compactMap { $0 as? ChartPanel }.flatMap { chart in
        [chart.title, chart.x.label, chart.y.label] + chart.series.map(\.curve.name)
      }
    }
  }

  @Test("pdfLaTeX can set every text of the textbook") func words() throws {
    let texts =
      try Textbook.experiments.flatMap { [$0.claim, $0.formula, $0.source, $0.control.name] }
      + Textbook.folklore.flatMap { [$0.claim, try $0.truth(in: Laboratory()).text] }
      + Textbook.demonstrations.flatMap { [$0.title, $0.text] } + Self.chartWords()
    // Letters with accents of Latin-1 are in every font; any other sign would be missing.
    let foreign = texts.map(TeX.text).joined().unicodeScalars.filter {
      !$0.isASCII && !(0xC0...0xFF).contains($0.value)
    }
    #expect(foreign.isEmpty, "\(Set(foreign))")
  }

  @Test("Numbers are rounded and powers are powers") func numbers() {
    #expect(TeX.number(0.1 + 0.2, digits: 5) == "$0.3$")
    #expect(TeX.number(3.374e51, digits: 1) == "$3\\cdot10^{51}$")
    #expect(TeX.number(-1e-9, digits: 3) == "$-10^{-9}$")
    #expect(TeX.number(.infinity, digits: 3) == "$\\infty$")
    let zero = Prediction("difference", 0, .absolute(1e-9))
    #expect(PaperNumber.measured(3e-16, zero, .identity) == "$\\approx0$")
    #expect(PaperNumber.measured(3e-9, zero, .identity) == "$3\\cdot10^{-9}$")
    #expect(PaperNumber.margin(0.004) == "$<0.01$")
  }
}
