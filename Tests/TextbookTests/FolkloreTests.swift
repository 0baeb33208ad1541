import Descent
import Testing

@testable import DescentTextbook

@Suite struct FolkloreTests {
  @Test("every statement says what is true and which results show it") func complete() {
    #expect(Textbook.folklore.map(\.number) == Array(1...21))
    for item in Textbook.folklore {
      #expect(item.claim.hasSuffix(".") && item.truth.hasSuffix("."), "\(item.number)")
      #expect(!item.results.isEmpty, "\(item.number)")
    }
  }

  // Item 2: 6.57 at the twelfth step, by the plugin with and without its correction.
  @Test("without bias correction Adam's steps are too long, most at the twelfth")
  func uncorrectedSteps() throws {
    let lab = Laboratory()
    var steps: [Double] = []
    try lab.drive(
      lab.rule(Specification("adam:eps=0"), rate: 1), from: [0], steps: 2000,
      before: { $0.omitBiasCorrection() },
      gradient: { _, _, g in g[0] = 1 },
      after: { _, x in
        steps.append(abs(x[0]))
        x[0] = 0
      })
    let largest = try #require(steps.max())
    #expect(abs(largest - 6.57) < 0.005)
    #expect(steps.firstIndex(of: largest) == 11)
  }
}
