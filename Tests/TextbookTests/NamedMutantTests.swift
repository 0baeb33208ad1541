import AdamPlugin
import Descent
import DescentTextbook
import LawMutants
import RuleSlips
import Testing

/// Wrong rules under the name of the right one, each with a result that must reject it: those of section
/// 11 of the specification, and faults in gradient descent. Other tests check that the results hold for
/// the right rules.
@Suite("A named mutant") struct NamedMutantTests {
  private func holds(_ id: String, _ laboratory: Laboratory) throws -> Bool {
    try #require(Textbook.experiment(id)).holds(in: laboratory)
  }

  private static let named: [(killer: String, mutant: Mutant)] = [
    ("ADAM-01", adam(NoCorrection.self)), ("ADAM-01", adam(LateCorrection.self)),
    ("ADAM-01", adam(InnerRootEpsilon.self)), ("ADAM-01", adam(NoSecondCorrection.self)),
    ("ADAM-01", adam(LinearSecond.self)), ("ADAM-02b", adam(SwappedBetas.self)),
    ("ADAMW-01", adamw(CoupledDecayInstead.self)), ("ADAMW-01", adamw(RatelessDecay.self)),
    ("HB-03", momentum(AveragedVelocity.self)), ("HB-03", momentum(AlwaysNesterov.self)),
    ("NAG-03", momentum(DeadNesterov.self)), ("NAG-03", momentum(BareLookAhead.self)),
    ("ADAGRAD-03", adagrad(DecayingAccumulator.self)),
    ("RMS-01b", rmsprop(SwappedShares.self)),
    ("GD-01", sgd(FlippedMove.self)), ("GD-03", sgd(FlippedMove.self)),
    ("SAD-01", sgd(FlippedMove.self)), ("SAD-05", sgd(FlippedMove.self)),
    ("SGD-08c", sgd(FlippedMove.self)),
    ("GD-01", sgd(DoubledMove.self)), ("GD-03", sgd(DoubledMove.self)),
    ("SAD-01", sgd(DoubledMove.self)), ("SAD-05", sgd(DoubledMove.self)),
    ("SGD-08c", sgd(DoubledMove.self)),
    ("HB-01a", momentum(FlippedMove.self)), ("HB-06", momentum(FlippedMove.self)),
    ("HB-01a", momentum(StaleVelocity.self)), ("HB-03", momentum(StaleVelocity.self)),
    ("HB-01a", momentum(DeadMomentum.self)), ("HB-06", momentum(SquaredMomentum.self)),
  ]

  @Test("a wrong rule is rejected by its result", arguments: named.indices)
  func rejected(place: Int) throws {
    let (killer, mutant) = Self.named[place]
    #expect(try !holds(killer, Laboratory(with: mutant)), "\(killer): \(mutant.name)")
  }

  @Test("the same host without a slip is not rejected", arguments: Set(named.map(\.killer)))
  func right(id: String) throws {
    let rights = [
      sgd(NoSlip.self), momentum(NoSlip.self), adagrad(NoSlip.self), rmsprop(NoSlip.self),
      adam(NoSlip.self), adamw(NoSlip.self),
    ]
    let name = try #require(Textbook.experiment(id)?.rule?.name)
    let right = try #require(rights.first { $0.original == name })
    #expect(try holds(id, Laboratory(with: right)))
  }

  @Test("a second result finds faults that the first step and the amplitude cannot show")
  func passing() throws {
    #expect(try holds("ADAM-01", Laboratory(with: adam(SwappedBetas.self))))
    #expect(try holds("RMS-01", Laboratory(with: rmsprop(SwappedShares.self))))
  }

  @Test(
    "settings that make another rule are rejected",
    arguments: [
      ("ADAGRAD-03", "rmsprop:eps=0"), ("RMS-01", "rmsprop:eps=0,momentum=0.5"),
      ("RMS-01", "rmsprop:eps=0.001"), ("RMS-01b", "rmsprop:eps=0,alpha=0.01"),
    ])
  func settings(id: String, rule: String) throws {
    let experiment = try #require(Textbook.experiment(id))
    #expect(try !experiment.run(Laboratory(), rule: Specification(rule)).holds)
  }

  @Test(
    "gradient descent that remembers is rejected",
    arguments: [
      (
        RememberingSGD.Bug.hiddenMomentum,
        ["GD-01", "GD-03", "GD-14", "SAD-01", "SAD-05", "SGD-08c"]
      ),
      (.staleGradient, ["GD-01", "GD-03", "GD-08"]), (.lateRate, ["GD-08", "SCHED-04"]),
    ])
  func remembering(bug: RememberingSGD.Bug, killers: [String]) throws {
    let laboratory = Laboratory(
      with: RememberingSGD.self, settings: [(key: "bug", text: bug.rawValue)])
    for id in killers { #expect(try !holds(id, laboratory), "\(id)") }
  }

  @Test("a rate of the step before passes where rates are constant") func constantRates() throws {
    let laboratory = Laboratory(with: RememberingSGD.self, settings: [("bug", "lateRate")])
    #expect(try holds("GD-03", laboratory))
  }
}
