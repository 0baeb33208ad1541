import AdagradPlugin
import Descent
import Testing

@Suite("MADGRAD") struct MADGRADTests {
  @Test("two steps by hand") func twoSteps() throws {
    // s = 8 and v = 64, permanently: z = −2.
    let rule = try MADGRAD {
      $0.learningRate = 1
      $0.momentum = 0.5
      $0.epsilon = 0
    }
    let points = try Stream(start: [0.0], gradients: [[8], [0]]).points(rule)
    #expect(abs(points[0][0] + 1) < 1e-15 && abs(points[1][0] + 1.5) < 1e-15)
  }

  @Test("weighs a later gradient by the root of its step") func weights() throws {
    let rule = try MADGRAD {
      $0.learningRate = 1
      $0.momentum = 0
      $0.epsilon = 0
    }
    let points = try Stream(start: [0.0], gradients: [[0], [1]]).points(rule)
    // √2 over the cube root of √2.
    #expect(points[0] == [0] && abs(points[1][0] + .pow(2, 1.0 / 3)) < 1e-15)
  }

  @Test("adds epsilon to the rate, too") func epsilon() throws {
    let rule = try MADGRAD {
      $0.learningRate = 0.5
      $0.momentum = 0
      $0.epsilon = 0.5
    }
    #expect(try Stream(start: [0.0], gradients: [[1]]).points(rule)[0] == [-1 / 1.5])
  }

  @Test("grows as the cube root of the gradients") func degree() throws {
    let rule = try MADGRAD { $0.epsilon = 0 }
    let gradients = [[1.0], [-3], [0.5]]
    let small = try Stream(start: [0.0], gradients: gradients).points(rule)
    let large = try Stream(start: [0.0], gradients: gradients.map { [8 * $0[0]] }).points(rule)
    for (x, y) in zip(small, large) { #expect(abs(y[0] - 2 * x[0]) <= 1e-15 * abs(y[0])) }
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      MADGRAD.self,
      defaults: "madgrad:lr=0.01,momentum=0.9,eps=1e-06,weight_decay=0",
      ranges: [
        "lr [0, inf)",
        "momentum [0, 1)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      MADGRAD(), buffers: ["gradient_sum", "square_sum", "start"], scalars: ["step"])
  }
}
