import Descent
import DescentData
import NetworkProblems
import SGDPlugin
import Testing

@Suite("A data file of the user's") struct OwnFileTests {
  @Test("the user's file is standardised over its training examples") func ownFile() throws {
    var text = "a,b,kind\n"
    for i in 0..<20 { text += "\(100 + i * i % 13),5,\(i % 2 + 3)\n" }
    try withFile("mine.csv", Array(text.utf8)) { path in
      let problem = try Softmax {
        $0.data = path
        $0.label = "kind"
      }
      let examples = try problem.loadedExamples()
      #expect(examples.test == [4, 5, 14, 15] && problem.dimension == 6)
      let first = examples.training.map { examples.data.features[2 * $0] }
      #expect(abs(first.reduce(0, +)) < 1e-13)
      #expect(abs(first.reduce(0) { $0 + $1 * $1 } - 16) < 1e-12)
      #expect(examples.data.features[1] == 0)
      let report = try Run<Double>(
        problem, SGD { $0.learningRate = 0.1 }, options: .init(.steps(3))
      )
      .finish()
      #expect(report.loss < Double.log(2))
    }
  }
}
