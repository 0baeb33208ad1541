import Descent
import DescentLaws
import Testing

/// A step with the gradient of a point ahead.
struct LookAhead: OracleOptimizer, TraitDeclaring {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("how far to look", in: 0...) var radius = 0.5

  static let card = Card(name: "look_ahead", summary: "", formula: "", source: "")

  var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: ["lr": .parameter / .gradient, "radius": .parameter])
    traits.isTimeInvariant = true
    return traits
  }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {
    var point = Array(UnsafeBufferPointer(start: s.parameters, count: layout.count))
    for i in point.indices { point[i] += T(radius) * (s.gradient[i] < 0 ? -1 : 1) }
    var gradient = [T](repeating: 0, count: layout.count)
    _ = oracle.valueAndGradient(at: point, into: &gradient)
    for (index, tensor) in layout.tensors.enumerated() where s.present?[index] ?? true {
      for i in tensor.range { s.parameters[i] -= T(s.rate) * gradient[i] }
    }
  }
}

/// The same rule, but it evaluates at the point itself, so that its radius has no effect.
struct BlindLookAhead: OracleOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("how far to look", in: 0...) var radius = 0.5

  static let card = Card(name: "blind", summary: "", formula: "", source: "")

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {
    var still = LookAhead()
    still.radius = 0
    still.step(s, layout: layout, oracle: oracle)
  }
}

@Suite("A rule that evaluates the objective") struct OracleRuleTests {
  @Test(
    "A rule that evaluates the objective keeps every law",
    arguments: LawTrial.all(of: LookAhead.self))
  func obeys(_ trial: LawTrial) throws { try trial.run() }

  @Test("An option that changes only the evaluated points must still matter")
  func liveness() throws {
    let battery = Battery(BlindLookAhead.self)
    let law = try #require(battery.laws.firstIndex { $0.id == "P12" })
    #expect(LawFailure(battery.report(law: law, cases: 10, seed: 0)) != nil)
  }
}
