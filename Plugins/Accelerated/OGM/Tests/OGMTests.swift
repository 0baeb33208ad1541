import AcceleratedPlugin
import Descent
import Testing

@Suite("The optimized gradient method") struct OGMTests {
  @Test("moves first by the golden ratio, in one step of one by 3/2", arguments: [0, 1])
  func first(_ horizon: Int) throws {
    let rule = try OGM {
      $0.learningRate = 1
      $0.horizon = horizon
    }
    let move = try Stream(start: [0.0], gradients: [[1]]).points(rule)[0]
    #expect(isNear(move, [horizon == 1 ? -1.5 : -(1 + 5.0.squareRoot()) / 2]))
  }

  @Test("attains its bound on the parabola", arguments: [1, 2, 5, 20])
  func bound(_ steps: Int) throws {
    let rule = try OGM {
      $0.learningRate = 1
      $0.horizon = steps
    }
    let x = try Walk(curvatures: [1]).points(rule, from: [1], steps: steps)[steps - 1][0]
    var theta = 1.0
    for t in 1...steps { theta = (1 + (1 + (t == steps ? 8 : 4) * theta * theta).squareRoot()) / 2 }
    // L R²/(2θ²)
    #expect(abs(x * x / 2 - 1 / (2 * theta * theta)) <= 1e-14)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      OGM.self, defaults: "ogm:lr=0.01,horizon=0", ranges: ["lr [0, inf)", "horizon [0, inf)"])
  }

  @Test("keeps its lead and θ") func state() throws {
    try expectState(OGM(), buffers: ["lead"], scalars: ["theta"])
    try expectState(OGM { $0.horizon = 5 }, buffers: ["lead"], scalars: ["theta", "step"])
  }
}
