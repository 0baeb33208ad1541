import Descent
import SampledPlugin
import Testing

@Suite("A table of gradients") struct SAGATests {
  @Test("is gradient descent with one example") func one() throws {
    let rule = try SAGA { $0.learningRate = 0.5 }
    #expect(
      try Walk(curvatures: [1]).points(rule, from: [8], steps: 3) == [[4], [2], [1]])
  }

  @Test("says so if its table has no room for all examples", arguments: [1, 2])
  func room(_ examples: Int) throws {
    var functions = Oracle<Double>.Functions { x, g in
      g[0] = x[0]
      return x[0] * x[0] / 2
    }
    let evaluate = functions.evaluate
    functions.evaluateExamples = { x, g, _ in evaluate(x, g) }
    functions.exampleCount = 2
    let rule = try SAGA { ($0.learningRate, $0.examples) = (0.5, examples) }
    let run = try Walk(1, Oracle(functions)).run(rule, from: [8], steps: 1)
    #expect(run.answers == [examples == 1 ? .failed : .updated])
    #expect(run.points == [[examples == 1 ? 8 : 4]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      SAGA.self, defaults: "saga:lr=0.01,examples=64",
      ranges: ["lr [0, inf)", "examples [1, 1000000000]"])
  }
}
