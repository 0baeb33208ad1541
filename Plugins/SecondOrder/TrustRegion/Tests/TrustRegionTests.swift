import Descent
import SecondOrderPlugin
import Testing

@Suite("Trust region") struct TrustRegionTests {
  @Test("doubles its radius along a parabola until it is there") func grows() throws {
    let points = try Walk(curvatures: [1]).points(TrustRegion(), from: [8], steps: 4)
    #expect(points.map { $0[0].rounded() } == [7, 5, 1, 0] && isNear(points[3], [0]))
  }

  @Test("follows negative curvature to the radius") func negative() throws {
    let points = try Walk(curvatures: [-1]).points(TrustRegion(), from: [1], steps: 2)
    #expect(isNear(points[0], [2]) && isNear(points[1], [4]))
  }

  @Test("leaves a quarter of a bad trial's length, and stays") func rejected() throws {
    var functions = Oracle<Double>.Functions { x, g in
      g[0] = x[0]
      return x[0] == 8 ? 0 : 1
    }
    functions.hessianProduct = { _, v, product in product[0] = v[0] }
    let run = try Walk(1, Oracle(functions)).run(TrustRegion(), from: [8], steps: 2)
    #expect(run.points == [[8], [8]] && isNear(run.state.scalars, [1.0 / 16]))
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      TrustRegion.self, defaults: "trust_region:radius=1,max_radius=1000,eta=0.1",
      ranges: ["radius (0, inf)", "max_radius (0, inf)", "eta [0, 0.25)"])
    #expect(throws: ConfigurationError.self) { try TrustRegion { $0.radius = 2000 } }
  }

  @Test("keeps its radius") func state() throws {
    try expectState(TrustRegion(), buffers: [], scalars: ["radius"])
  }
}
