import AdamPlugin
import Descent
import Testing

@Suite("RAdam") struct RAdamTests {
  private func moves(
    steps: Int, gradient: Double = 3, _ change: (inout RAdam) -> Void = { _ in }
  ) throws -> [Double] {
    let rule = try RAdam {
      $0.learningRate = 1
      $0.epsilon = 0
      change(&$0)
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    return (1...steps).map { _ in
      var x = [0.0]
      stepper.step(&x, gradient: [gradient])
      return -x[0]
    }
  }

  @Test("descends by the mean in the first five steps, then rectifies") func beginning() throws {
    let moves = try moves(steps: 6)
    for move in moves[..<5] { #expect(abs(move - 3) < 1e-13) }
    // r by its formula: ρ∞ = 1999, ρ₆ = ρ∞ − 12 β₂⁶/(1 − β₂⁶).
    let power = Double.pow(0.999, 6)
    let rho = 1999 - 12 * power / (1 - power)
    let r = ((rho - 4) * (rho - 2) * 1999 / (1995 * 1997 * rho)).squareRoot()
    #expect(rho > 5 && abs(moves[5] - r) < 1e-10)
  }

  @Test("stays in the first steps, if asked, and keeps the time") func waits() throws {
    let moves = try moves(steps: 6) { $0.degeneratedToSgd = false }
    #expect(moves[..<5].allSatisfy { $0 == 0 })
    #expect(abs(moves[5] - (try self.moves(steps: 6))[5]) < 1e-15)
  }

  @Test("never rectifies where beta2 is 0.6 or less") func neverRectifies() throws {
    #expect(try moves(steps: 400) { $0.beta2 = 0.6 }.allSatisfy { abs($0 - 3) < 1e-12 })
  }

  @Test("tends to Adam") func settles() throws {
    let moves = try moves(steps: 3000) { $0.beta2 = 0.99 }
    #expect(abs(moves[2999] - 1) < 1e-9)
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      RAdam.self,
      defaults: "radam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-08,weight_decay=0,threshold=5,"
        + "eps_placement=before,degenerated_to_sgd=true,decoupled_weight_decay=false",
      ranges: [
        "lr [0, inf)",
        "beta1 [0, 1)",
        "beta2 [0, 1)",
        "eps [0, inf)",
        "weight_decay [0, inf)",
        "threshold [4, inf)",
        "eps_placement one of after, before, inside",
        "degenerated_to_sgd true or false",
        "decoupled_weight_decay true or false",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    try expectState(
      RAdam(), buffers: ["first_moment", "second_moment"],
      scalars: ["beta1_power", "beta2_power", "step"])
  }
}
