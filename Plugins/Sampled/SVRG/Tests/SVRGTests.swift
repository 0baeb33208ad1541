import Descent
import SampledPlugin
import Testing

@Suite("Variance reduction by snapshots") struct SVRGTests {
  @Test("is gradient descent with one example") func one() throws {
    let rule = try SVRG { ($0.learningRate, $0.period) = (0.5, 2) }
    #expect(
      try Walk(curvatures: [1]).points(rule, from: [8], steps: 3) == [[4], [2], [1]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      SVRG.self, defaults: "svrg:lr=0.01,period=100", ranges: ["lr [0, inf)", "period [1, inf)"])
  }

  @Test("keeps its snapshot") func state() throws {
    try expectState(SVRG(), buffers: ["snapshot", "mean_gradient"], scalars: ["steps"])
  }
}
