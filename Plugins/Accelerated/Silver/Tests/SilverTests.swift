import AcceleratedPlugin
import Descent
import Testing

@Suite("Silver step sizes") struct SilverTests {
  @Test("takes √2, 2, √2, 2 + √2, √2, …") func sizes() throws {
    let points = try Stream(start: [0.0], gradients: [[Double]](repeating: [-1], count: 8)).points(
      Silver { $0.learningRate = 1 })
    let root = 2.0.squareRoot()
    let moves = [root, 2, root, 2 + root, root, 2, root, 4 + 2 * root]
    var x = 0.0
    for (point, move) in zip(points, moves) {
      x += move
      #expect(isNear(point, [x]))
    }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(Silver.self, defaults: "silver:lr=0.01", ranges: ["lr [0, inf)"])
  }

  @Test("keeps the number of the step") func state() throws {
    try expectState(Silver(), buffers: [], scalars: ["step"])
  }
}
