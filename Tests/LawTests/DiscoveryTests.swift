import Descent
import DescentCatalog
import DescentLaws
import Testing

/// A rule without its declarations, so that only its steps are visible.
struct Undeclared: Optimizer {
  let base: any Optimizer
  var learningRate: Double { base.learningRate }
  var specification: Specification { base.specification }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float> {
    try Float.makeKernel(base, layout, workers: workers)
  }

  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double> {
    try Double.makeKernel(base, layout, workers: workers)
  }
}

@Suite("The discovery of traits") struct DiscoveryTests {
  static func hidden(_ subject: RuleSubject) -> RuleSubject {
    RuleSubject(name: subject.name, domains: subject.domains) { settings in
      Undeclared(base: try subject.make(settings))
    }
  }

  /// Rules that see only gradients, because this wrapper does not pass values on.
  static let subjects = FingerprintTests.subjects.filter { subject in
    let type = Catalog.registry.optimizerTypes.first { $0.card.name == subject.name }
    return type.map { !($0.init() is any OracleOptimizer) && $0.init().needs.isEmpty } ?? true
  }

  /// Runs the laws on the traits that a fingerprint finds, and all others.
  @Test("lets every law run on rules that declare nothing", arguments: subjects)
  func runsTheLaws(subject: RuleSubject) throws {
    let found = try Self.hidden(subject).discovering(seed: 1)
    let exempt = Set(subject.exemptions.map(\.law))
    for law in RuleLaws.all where !exempt.contains(law.card.id) {
      let report = law.search(found, cases: 10, seed: 1)
      if case .failed(let counterexample) = report.outcome {
        Issue.record("\(law.card.id) \(counterexample.violation)\n\(counterexample.text)")
      }
      if law.card.id == "T5", let traits = found.discovered.first?.traits, !traits.units.isEmpty {
        #expect(report.applied > 0)
      }
    }
  }

  @Test("finds the declared traits of the built-in rules")
  func findsWhatIsDeclared() throws {
    // For newer rules it finds fewer traits; law F1 covers the traits that it refutes.
    let names = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"]
    for type in Catalog.registry.optimizerTypes where names.contains(type.card.name) {
      let subject = RuleSubject(type)
      let declaring = try #require(
        try subject.make(Specification(name: subject.name)) as? any TraitDeclaring)
      let declared = declaring.traits
      let found = try Fingerprint(of: subject)
      #expect(found.contradictions(declared: declared) == [])
      #expect(found.traits.units == declared.units)
      #expect(found.traits.degree == declared.degree)
      #expect(found.traits.memory == declared.memory)
      #expect(found.traits.decay == declared.decay)
    }
  }

  @Test("refutes wrong declarations, each by name")
  func refutes() throws {
    let adam = RuleSubject(AdamVariant.self)
    let found = try Fingerprint(of: adam)
    var declared = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient * .gradient, "weight_decay": .one / .parameter])
    declared.degree = 1
    declared.rotation = .all
    declared.isTimeInvariant = true
    declared.isOrderFree = true
    declared.isLinear = true
    declared.memory = RuleTraits.Memory.none
    declared.decay = .coupled("weight_decay")
    declared.constantGradient = { g, t in g * Double(t) }
    #expect(
      found.contradictions(declared: declared).map(\.trait) == [
        "degree", "rotation", "isLinear", "isTimeInvariant", "isOrderFree", "memory", "decay",
        "constantGradient", "units of eps",
      ])
    #expect(found.offers(declared: RuleTraits()).map(\.trait).contains("locality"))
  }

  @Test("makes the battery fail on a wrong declaration")
  func declarationLaw() {
    let report = RuleLaws.fingerprints[0].search(RuleSubject(Boastful.self), cases: 1, seed: 1)
    guard case .failed(let counterexample) = report.outcome else {
      Issue.record("a wrong unit passed")
      return
    }
    #expect(counterexample.violation.message == "units of lr: declared x, found x g^-1")
  }
}

/// Plain descent that claims to be scale free.
struct Boastful: CoordinatewiseOptimizer, TraitDeclaring {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(name: "boastful", summary: "", formula: "", source: "")
  var traits: RuleTraits { RuleTraits(locality: .coordinatewise, units: ["lr": .parameter]) }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double)
  { x -= T(rate) * g }
}
