import Descent
import SearchesPlugin
import Testing

@Suite("L-BFGS") struct LBFGSTests {
  @Test(
    "is Newton's step in one coordinate from the second step",
    arguments: LBFGS.Search.allCases)
  func newton(_ search: LBFGS.Search) throws {
    // The first trial is 1/‖g‖₁.
    let rule = try LBFGS { $0.lineSearch = search }
    #expect(try Walk(curvatures: [1]).points(rule, from: [8], steps: 2) == [[7], [0]])
  }

  @Test("keeps pairs whatever the scale of values", arguments: LBFGS.Curvature.allCases)
  func scale(_ curvature: LBFGS.Curvature) throws {
    let rule = try LBFGS {
      $0.curvature = curvature
      $0.lineSearch = .none
    }
    let points = try Walk(curvatures: [0x1p-40]).points(rule, from: [1], steps: 2)
    #expect(points[1] == (curvature == .relative ? [0] : [1 - 0x1p-39]) || points[1][0] > 0.9)
    #expect((points[1][0] == 0) == (curvature == .relative))
  }

  @Test(
    "two searches meet the strong Wolfe conditions",
    arguments: [LBFGS.Search.strongWolfe, .nocedalWright])
  func wolfe(_ search: LBFGS.Search) throws {
    let walk = Walk(1) { x, g in
      g[0] = 4 * x[0] * x[0] * x[0] - 2
      return x[0] * x[0] * x[0] * x[0] - 2 * x[0]
    }
    let rule = try LBFGS {
      $0.lineSearch = search
      $0.c2 = 0.1
    }
    let x = try walk.points(rule, from: [-3], steps: 1)[0][0]
    // At −3 the slope is −110², and the value is 87.
    let (slope, t) = (-(110.0 * 110), (x + 3) / 110)
    #expect(abs(110 * (4 * x * x * x - 2)) <= 0.1 * 110 * 110)
    #expect(x * x * x * x - 2 * x <= 87 + 1e-4 * t * slope)
  }

  @Test("refuses c1 above c2") func order() {
    #expect(throws: ConfigurationError.self) { try LBFGS { $0.c1 = 0.95 } }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      LBFGS.self,
      defaults:
        "lbfgs:lr=1,history_size=100,line_search=strong_wolfe,c1=0.0001,c2=0.9,curvature=relative,tolerance=0",
      ranges: [
        "lr [0, inf)", "history_size [1, 1000000]",
        "line_search one of none, strong_wolfe, nocedal_wright",
        "c1 [0, 1]", "c2 [0, 1]", "curvature one of relative, absolute", "tolerance [0, inf)",
      ])
  }
}
