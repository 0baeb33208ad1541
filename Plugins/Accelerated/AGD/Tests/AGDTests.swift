import AcceleratedPlugin
import Descent
import MomentumPlugin
import Testing

@Suite("Accelerated gradient descent") struct AGDTests {
  @Test("takes its momentum from θ") func moves() throws {
    let points = try Walk(curvatures: [1]).points(
      AGD { $0.learningRate = 0.5 }, from: [8], steps: 2)
    let one = (1 + 5.0.squareRoot()) / 2
    let two = (1 + (1 + 4 * one * one).squareRoot()) / 2
    #expect(points[0] == [4] && isNear(points[1], [2 - 2 * (one - 1) / two]))
  }

  @Test("is Nesterov's momentum with a condition number") func constant() throws {
    let gradients: [[Double]] = [[1, -2], [0.5, 4], [3, 0], [-1, 1]]
    let stream = Stream(start: [1.0, 2], gradients: gradients)
    let mine = try stream.points(
      AGD {
        $0.kappa = 9
        $0.learningRate = 0.25
      })
    let other = try stream.points(
      Momentum {
        $0.nesterov = true
        $0.momentum = 0.5
        $0.learningRate = 0.25
      })
    #expect(zip(mine, other).allSatisfy { isNear($0, $1) })
  }

  @Test("keeps to its bound where it is evaluated") func bound() throws {
    let h = [1.0, 0.01]
    for steps in [1, 5, 30] {
      let run = try Walk(curvatures: h).run(
        AGD { $0.learningRate = 1 }, from: [1, 1], steps: steps)
      let lead = try #require(run.state["lead"])
      let x = zip(run.points[steps - 1], lead).map { $0 - $1 }
      let value = zip(h, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
      #expect(value <= 2.0 * 2 / Double((steps + 1) * (steps + 1)))
    }
  }

  @Test("restarts where it would rise", arguments: [AGD.Restart.gradient, .function])
  func restarts(_ restart: AGD.Restart) throws {
    let rule = try AGD {
      $0.learningRate = 0.1
      $0.restart = restart
    }
    let run = try Walk(curvatures: [1]).run(rule, from: [1], steps: 40)
    let free = try Walk(curvatures: [1]).run(AGD { $0.learningRate = 0.1 }, from: [1], steps: 40)
    #expect(run.state.scalars[0] < free.state.scalars[0])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AGD.self, defaults: "agd:lr=0.01,kappa=0,restart=none",
      ranges: ["lr [0, inf)", "kappa [0, inf)", "restart one of none, gradient, function"])
  }

  @Test("keeps its lead and what restarts need") func state() throws {
    try expectState(AGD(), buffers: ["lead"], scalars: ["theta"])
    try expectState(
      AGD { $0.restart = .function }, buffers: ["lead"], scalars: ["theta", "last_value"])
    try expectState(AGD { $0.kappa = 9 }, buffers: ["lead"])
  }
}
