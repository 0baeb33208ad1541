import Descent
import SearchesPlugin
import Testing

@Suite("Gradient descent with backtracking") struct GDArmijoTests {
  @Test("halves until the value falls enough") func halves() throws {
    // From 1, length 4 leads to −3 and length 2 to −1, which is not lower. Length 1 leads to 0.
    let run = try Walk(curvatures: [1]).run(
      GDArmijo { $0.learningRate = 4 }, from: [1], steps: 2)
    #expect(run.points == [[0], [0]] && run.answers == [.evaluated, .stopped])
  }

  @Test(
    "begins with the last length, with a longer one, or with η", arguments: [1.0, 2, 0])
  func grows(_ grow: Double) throws {
    let rule = try GDArmijo {
      $0.learningRate = 0.5
      $0.grow = grow
    }
    let expected: [[Double]] = grow == 2 ? [[4], [0]] : [[4], [2]]
    #expect(try Walk(curvatures: [1]).points(rule, from: [8], steps: 2) == expected)
  }

  @Test("goes on cutting where a cut is short") func cutsShortly() throws {
    // 64 times as long as the longest that is accepted, of which 60 cuts leave more than a half.
    let run = try Walk(curvatures: [1]).run(
      GDArmijo {
        $0.learningRate = 128
        $0.shrink = 0.99
      }, from: [1], steps: 1)
    #expect(run.answers == [.evaluated] && (0.5...2).contains(run.state.scalars[0]))
  }

  @Test("keeps to the bound on smooth functions") func bound() throws {
    // The length is at least 2 s (1 − c₁)/L.
    let run = try Walk(curvatures: [64]).run(
      GDArmijo { $0.learningRate = 100 }, from: [3], steps: 1)
    #expect(run.state.scalars[0] >= 2 * 0.5 * (1 - 1e-4) / 64)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      GDArmijo.self, defaults: "gd_armijo:lr=1,c1=0.0001,shrink=0.5,grow=1",
      ranges: ["lr [0, inf)", "c1 [0, 1]", "shrink [0.01, 1)", "grow [0, inf)"])
  }

  @Test("keeps its length") func state() throws {
    try expectState(GDArmijo(), buffers: [], scalars: ["length"])
  }
}
