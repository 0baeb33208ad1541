import Descent
import SecondOrderPlugin
import Testing

@Suite("AdaHessian") struct AdaHessianTests {
  @Test("moves first by Newton's step where curvatures are apart") func newton() throws {
    let rule = try AdaHessian {
      $0.learningRate = 1
      $0.epsilon = 0
    }
    #expect(
      isNear(try Walk(curvatures: [4, 0.5]).points(rule, from: [8, 2], steps: 1)[0], [0, 0]))
  }

  @Test("shares the diagonal within a block, and takes its power") func blocks() throws {
    let rule = try AdaHessian {
      $0.learningRate = 1
      $0.epsilon = 0
      $0.blockSize = 2
      $0.hessianPower = 0.5
    }
    // Both have the curvature 4, so √4 divides the gradients 7 and 1.
    #expect(
      isNear(try Walk(curvatures: [7, 1]).points(rule, from: [1, 1], steps: 1)[0], [-2.5, 0.5]))
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      AdaHessian.self,
      defaults:
        "adahessian:lr=0.15,beta1=0.9,beta2=0.999,eps=0.0001,hessian_power=1,block_size=1,weight_decay=0",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "eps [0, inf)", "hessian_power [0, 1]",
        "block_size [1, inf)", "weight_decay [0, inf)",
      ])
  }
}
