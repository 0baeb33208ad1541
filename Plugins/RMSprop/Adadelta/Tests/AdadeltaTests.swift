import Descent
import RMSpropPlugin
import Testing

@Suite("Adadelta") struct AdadeltaTests {
  @Test("two steps by hand") func twoSteps() throws {
    // ρ = ½, ε = 1, g = 2, 4: v = 2, 9; d = 2/√3, u = ⅔, then √(5/3)/√10 · 4.
    let rule = try Adadelta {
      $0.rho = 0.5
      $0.epsilon = 1
    }
    let points = try Stream(start: [10.0], gradients: [[2], [4]]).points(rule)
    let first = 10 - 2 / 3.0.squareRoot()
    #expect(abs(points[0][0] - first) < 1e-14)
    #expect(abs(points[1][0] - (first - 4 / 6.0.squareRoot())) < 1e-14)
  }

  @Test("starts by the root of eps over 1 - rho, whatever the gradient") func firstStep() throws {
    let points = try Stream(start: [0, 0], gradients: [[1e3, -1e6]]).points(Adadelta())
    let length = (1e-6 / 0.1).squareRoot()
    #expect(abs(points[0][0] + length) < 1e-8 && abs(points[0][1] - length) < 1e-8)
  }

  @Test("keeps the rate out of what it accumulates") func rate() throws {
    let gradients = [[1.0], [2], [3]]
    let whole = try Stream(start: [0.0], gradients: gradients).points(Adadelta())
    let half = try Stream(start: [0.0], gradients: gradients)
      .points(try Adadelta { $0.learningRate = 0.5 })
    for (a, b) in zip(whole, half) { #expect(abs(a[0] - 2 * b[0]) < 1e-15) }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Adadelta.self, defaults: "adadelta:lr=1,rho=0.9,eps=1e-06,weight_decay=0",
      ranges: ["lr [0, inf)", "rho [0, 1)", "eps [0, inf)", "weight_decay [0, inf)"])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(Adadelta(), buffers: ["mean_square", "mean_square_step"])
  }
}
