import Descent
import MomentumPlugin
import Testing

@Suite("QHM") struct QHMTests {
  private func points(
    _ gradients: [[Double]], from start: Double = 0, _ change: (inout QHM) -> Void
  ) throws -> [[Double]] {
    let rule = try QHM {
      $0.learningRate = 1
      $0.momentum = 0.5
      $0.nu = 0.5
      change(&$0)
    }
    return try Stream(start: [start], gradients: gradients).points(rule)
  }

  @Test("three steps by hand") func threeSteps() throws {
    // m = 4, 4, 2.
    #expect(try points([[8], [4], [0]]) { _ in } == [[-6], [-10], [-11]])
  }

  @Test("decays through the mean, or beside it") func decay() throws {
    // The gradient is 4, its mean 2.
    let coupled = try points([[0]], from: 8) {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
    }
    #expect(coupled == [[6.5]])
    let decoupled = try points([[0], [0]], from: 8) {
      $0.learningRate = 0.5
      $0.weightDecay = 0.5
      $0.decoupledWeightDecay = true
    }
    #expect(decoupled == [[6], [4.5]])
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      QHM.self,
      defaults: "qhm:lr=0.01,momentum=0.999,nu=0.7,weight_decay=0,"
        + "decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "momentum [0, 1)",
        "nu [0, 1]",
        "weight_decay [0, inf)",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(QHM(), buffers: ["mean"])
  }
}
