import Descent
import SearchesPlugin
import Testing

@Suite("Two-point step lengths") struct BarzilaiBorweinTests {
  @Test("is exact in one coordinate from the second step") func exact() throws {
    let rule = try BarzilaiBorwein { $0.learningRate = 0.25 }
    #expect(try Walk(curvatures: [2]).points(rule, from: [8], steps: 2) == [[4], [0]])
  }

  @Test("takes the long or the short length", arguments: BarzilaiBorwein.Variant.allCases)
  func lengths(_ variant: BarzilaiBorwein.Variant) throws {
    let rule = try BarzilaiBorwein {
      $0.learningRate = 0.125
      $0.variant = variant
    }
    // s = −(1, 4)/8 and y = −(1, 16)/8.
    let points = try Walk(curvatures: [1, 4]).points(rule, from: [1, 1], steps: 2)
    let length = variant == .short ? 65.0 / 257 : 17.0 / 65
    #expect(isNear(points[1], [0.875 * (1 - length), 0.5 * (1 - 4 * length)]))
  }

  @Test("takes η where no curvature is met") func plane() throws {
    let rule = try BarzilaiBorwein { $0.learningRate = 0.5 }
    let points = try Stream(start: [0.0], gradients: [[1], [1], [2], [1]]).points(rule)
    // In the third step s = −½ meets y = 1: no positive curvature. In the fourth s = −1 and y = −1.
    #expect(points == [[-0.5], [-1], [-2], [-3]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      BarzilaiBorwein.self, defaults: "barzilai_borwein:lr=0.01,variant=long",
      ranges: ["lr [0, inf)", "variant one of long, short, alternating"])
  }

  @Test("keeps its last move and gradient") func state() throws {
    try expectState(BarzilaiBorwein(), buffers: ["move", "last_gradient"], scalars: ["steps"])
  }
}
