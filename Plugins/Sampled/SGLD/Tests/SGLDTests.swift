import Descent
import SampledPlugin
import Testing

@Suite("Langevin dynamics") struct SGLDTests {
  @Test("is gradient descent at temperature 0") func cold() throws {
    let rule = try SGLD { ($0.learningRate, $0.temperature) = (0.5, 0) }
    #expect(try Stream(start: [1.0], gradients: [[2], [4]]).points(rule) == [[0], [-2]])
  }

  @Test("adds noise of variance 2ηT") func noise() throws {
    let rule = try SGLD { ($0.learningRate, $0.temperature) = (0.5, 3) }
    let n = 10_000
    let zeros = [Double](repeating: 0, count: n)
    let points = try Stream(start: zeros, gradients: [zeros]).points(rule)[0]
    let variance = points.reduce(0) { $0 + $1 * $1 } / Double(n)
    // Its standard deviation is 3 √(2/n).
    #expect(abs(variance - 3) <= 6 * 3 * (2 / Double(n)).squareRoot())
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      SGLD.self, defaults: "sgld:lr=0.01,temperature=1",
      ranges: ["lr [0, inf)", "temperature [0, inf)"])
  }

  @Test("keeps the number of the step") func state() throws {
    try expectState(SGLD(), buffers: [], scalars: ["steps"])
  }
}
