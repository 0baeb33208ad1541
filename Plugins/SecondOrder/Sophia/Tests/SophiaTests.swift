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

  @Test("corrects the momentum on request") func corrects() throws {
    // m = 16 over 1 − β₁ is 32, ρh = 64.
    let x = try first {
      $0.rho = 32
      $0.useBiasCorrection = true
    }
    #expect(x == 7.5)
  }

  @Test("adds ε on request") func sum() throws {
    // 16 over 32 + 32.
    let x = try first {
      ($0.rho, $0.epsilon, $0.epsPlacement) = (16, 32, .sum)
    }
    #expect(x == 7.75)
  }

  @Test("takes an estimate after the move on request") func late() throws {
    let rule = try Sophia {
      ($0.learningRate, $0.beta1, $0.beta2, $0.rho) = (1, 0, 0.5, 14)
      ($0.hessian, $0.hessianUpdate, $0.updatePeriod) = (.gaussNewtonBartlett, .after, 2)
    }
    // A step by the sign, as h is 0; then h = 2 of the first step: 28/28; then 24/28, and h = 3 after it.
    let x = try Walk(curvatures: [4]).points(rule, from: [8], steps: 4).map { $0[0] }
    #expect(isNear(x, [7, 6, 6 - 24.0 / 28, 36.0 / 7 - 144.0 / 7 / 42]))
  }

  @Test("asks for what its estimate needs, and says its cost") func needs() throws {
    let costs = try Sophia.Hessian.allCases.map { hessian in
      try Sophia { $0.hessian = hessian }.nominalCost
    }
    #expect(costs == [1.2, 1.1, 1.2])
    #expect(try Sophia { $0.hessian = .gaussNewtonBartlett }.needs == .drawnLabels)
    #expect(Sophia().needs == .hessianProduct)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      Sophia.self,
      defaults:
        "sophia:lr=0.0001,beta1=0.96,beta2=0.99,rho=0.04,eps=1e-12,weight_decay=0,update_period=10,hessian=hutchinson,distribution=rademacher,use_bias_correction=false,eps_placement=floor,hessian_update=before",
      ranges: [
        "lr [0, inf)", "beta1 [0, 1)", "beta2 [0, 1)", "rho [0, inf)", "eps [0, inf)",
        "weight_decay [0, inf)", "update_period [1, inf)",
        "hessian one of hutchinson, gauss_newton_bartlett, exact",
        "distribution one of rademacher, normal", "use_bias_correction true or false",
        "eps_placement one of floor, sum", "hessian_update one of before, after",
      ])
  }
}
