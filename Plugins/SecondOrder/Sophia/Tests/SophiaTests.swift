import Descent
import SecondOrderPlugin
import Testing

@Suite("Sophia") struct SophiaTests {
  private func first(_ change: (inout Sophia) -> Void) throws -> Double {
    let rule = try Sophia {
      ($0.learningRate, $0.beta1, $0.beta2, $0.weightDecay) = (1, 0.5, 0.5, 0)
      change(&$0)
    }
    return try Walk(curvatures: [4]).points(rule, from: [8], steps: 1)[0][0]
  }

  @Test("divides by the diagonal, which signs find exactly", arguments: Sophia.Hessian.allCases)
  func exact(_ hessian: Sophia.Hessian) throws {
    // m = 16, h = 2.
    let x = try first {
      $0.rho = 16
      $0.hessian = hessian
    }
    #expect(x == 7.5)
  }

  @Test("clips to the rate") func clips() throws { #expect(try first { $0.rho = 0.04 } == 7) }

  @Test("decays by the rate") func decays() throws {
    let x = try first {
      $0.rho = 0.04
      $0.weightDecay = 0.25
    }
    #expect(x == 5)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Sophia.self,
      defaults:
        "sophia:lr=0.0001,beta1=0.96,beta2=0.99,rho=0.04,eps=1e-12,weight_decay=0,update_period=10,hessian=hutchinson,distribution=rademacher",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "rho [0, inf)", "eps [0, inf)",
        "weight_decay [0, inf)", "update_period [1, inf)", "hessian one of hutchinson, exact",
        "distribution one of rademacher, normal",
      ])
  }
}
