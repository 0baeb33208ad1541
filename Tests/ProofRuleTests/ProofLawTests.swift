import Descent
import DescentLaws
import LayerwisePlugin
import MatricesPlugin
import SampledPlugin
import ScheduleFreePlugin
import SearchesPlugin
import SecondOrderPlugin
import Testing

/// No law rejects a proof rule, in any tier.
@Suite("A law on the proof rules") struct ProofLawTests {
  @Test("Polyak's step keeps the laws", arguments: LawTrial.all(of: Polyak.self))
  func polyak(_ trial: LawTrial) throws { try trial.run() }

  @Test("LARS keeps the laws", arguments: LawTrial.all(of: Lars.self))
  func lars(_ trial: LawTrial) throws { try trial.run() }

  @Test("LAMB keeps the laws", arguments: LawTrial.all(of: Lamb.self))
  func lamb(_ trial: LawTrial) throws { try trial.run() }

  @Test("Muon keeps the laws", arguments: LawTrial.all(of: Muon.self))
  func muon(_ trial: LawTrial) throws { try trial.run() }

  @Test("Langevin noise keeps the laws", arguments: LawTrial.all(of: SGLD.self))
  func sgld(_ trial: LawTrial) throws { try trial.run() }

  @Test("Shampoo keeps the laws", arguments: LawTrial.all(of: Shampoo.self))
  func shampoo(_ trial: LawTrial) throws { try trial.run() }

  @Test("SAM keeps the laws", arguments: LawTrial.all(of: SAM.self))
  func sam(_ trial: LawTrial) throws { try trial.run() }

  @Test("SVRG keeps the laws", arguments: LawTrial.all(of: SVRG.self))
  func svrg(_ trial: LawTrial) throws { try trial.run() }

  @Test("Newton–CG keeps the laws", arguments: LawTrial.all(of: NewtonCG.self))
  func newton(_ trial: LawTrial) throws { try trial.run() }

  @Test("Schedule-free descent keeps the laws", arguments: LawTrial.all(of: ScheduleFreeSGD.self))
  func scheduleFree(_ trial: LawTrial) throws { try trial.run() }

  @Test("A line search keeps the laws", arguments: LawTrial.all(of: GDArmijo.self))
  func armijo(_ trial: LawTrial) throws { try trial.run() }

  @Test("L-BFGS keeps the laws", arguments: LawTrial.all(of: LBFGS.self))
  func lbfgs(_ trial: LawTrial) throws { try trial.run() }

  @Test("Gauss and Newton's step keeps the laws", arguments: LawTrial.all(of: GaussNewton.self))
  func gaussNewton(_ trial: LawTrial) throws { try trial.run() }

  /// Langevin noise without declarations.
  @Test("A rule that draws is not rejected if it declares nothing")
  func undeclaredNoise() throws {
    for trial in LawTrial.all(of: Battery(RuleSubject(BareNoise.self))) { try trial.run() }
  }

  @Test("At temperature 0 the seed changes nothing, and the rule does not say that it draws")
  func still() throws {
    let law = try #require(RuleLaws.all.first { $0.card.id == "P19" })
    let cold = RuleSubject(SGLD.self).pinned(["temperature": "0"])
    #expect(try SGLD(settings: [(key: "temperature", text: "0")]).traits.drawsRandom == false)
    let report = law.search(cold, cases: 20, seed: 0)
    if case .passed = report.outcome { return }
    Issue.record("\(report.outcome)")
  }
}

/// SGLD without traits.
struct BareNoise: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("temperature T", in: 0...) var temperature = 1.0

  static let card = Card(name: "bare_noise", summary: "", formula: "", source: "")

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    var rule = SGLD()
    rule.temperature = temperature
    rule.step(s)
  }
}
