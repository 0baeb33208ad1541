import Descent
import LayerwisePlugin
import Testing

@Suite("NovoGrad") struct NovoGradTests {
  private func points(
    from start: [Double] = [0], _ gradients: [[Double]],
    _ change: (inout NovoGrad) -> Void = { _ in }
  ) throws -> [[Double]] {
    let rule = try NovoGrad {
      $0.learningRate = 1
      $0.beta1 = 0.5
      $0.beta2 = 0.75
      $0.epsilon = 0
      change(&$0)
    }
    return try Stream(start: start, gradients: gradients).points(rule)
  }

  @Test("two steps by hand") func twoSteps() throws {
    // v = 25, then (3 · 25 + 100)/4 = 43.75; m = (0.6, 0.8), then half of it and (6, 8)/√v.
    let points = try points(from: [0, 0], [[3, 4], [6, 8]])
    let second = 0.3 + 6 / 43.75.squareRoot()
    #expect(points[0] == [-0.6, -0.8] && abs(points[1][0] + 0.6 + second) < 1e-15)
  }

  @Test("a constant gradient adds up to its direction over 1 − β₁") func constant() throws {
    #expect(try points([[3], [3], [3]]) == [[-1], [-2.5], [-4.25]])
    #expect(try points([[3], [3]]) { $0.gradAveraging = true } == [[-0.5], [-1.25]])
  }

  @Test("decay goes through the velocity, or stands beside the move") func decay() throws {
    #expect(try points(from: [4], [[3], [0]]) { $0.weightDecay = 0.5 } == [[1], [-1]])
    let beside = try points(from: [4], [[3]]) {
      $0.weightDecay = 0.5
      $0.decoupledWeightDecay = true
    }
    #expect(beside == [[1]])
  }

  @Test("a first gradient of 0 is a first gradient") func zeroFirst() throws {
    // v = 0, then a quarter of 9.
    #expect(try points([[0], [3]]) == [[0], [-2]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      NovoGrad.self,
      defaults: "novograd:lr=0.001,beta1=0.95,beta2=0.98,eps=1e-08,weight_decay=0,"
        + "grad_averaging=false,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "eps [0, inf)", "weight_decay [0, inf)",
        "grad_averaging true or false", "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(NovoGrad(), buffers: ["velocity"], scalars: ["steps", "squared_norm"])
  }
}
