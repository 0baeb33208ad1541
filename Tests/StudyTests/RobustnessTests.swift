import Descent
import DescentCatalog
import DescentStudy
import Testing

/// A rule that claims to be translation invariant and is not: it pulls the gradient to the origin.
private struct LooksAtPlace: CoordinatewiseOptimizer, TraitDeclaring {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.001
  static let card = Card(name: "looks_at_place", summary: "", formula: "", source: "")
  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * (gradient + x) }
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isTranslationInvariant = true
    return traits
  }
}

/// A rule that declares a need for consistent gradients.
private struct Consistent: OracleOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0
  static let card = Card(name: "consistent", summary: "", formula: "", source: "")
  var needs: Needs { [.evaluation, .consistentGradient] }
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {}
}

@Suite("A robustness race") struct RobustnessTests {
  private static let registry: Registry = {
    var registry = Catalog.registry
    registry.add(LooksAtPlace.self)
    registry.add(Consistent.self)
    return registry
  }()

  private func table(
    _ problem: String, _ optimizers: [String], _ features: String, steps: Int = 40, seeds: Int = 3
  ) async throws -> [[RobustnessEntry]] {
    var race = Race(
      problems: [], optimizers: try optimizers.map { try Specification($0) },
      registry: Self.registry)
    race.steps = steps
    let robustness = RobustnessRace(
      problem: try Specification(problem), features: try Feature.list(features), race: race,
      seeds: seeds)
    return try #require(try await robustness.run(concurrency: 2))
  }

  @Test("reads names, settings after names, and all") func list() throws {
    let features = try Feature.list("shifted:by=1;2,noisy:std=1,dof=2,delayed")
    #expect(features.map(\.name) == ["plain", "shifted:by=1;2", "noisy:std=1,dof=2", "delayed"])
    #expect(try Feature.list("shifted,by=1;2")[1].name == "shifted:by=1;2")
    #expect(try Feature.list("all") == Feature.all)
    #expect(Feature.all.count == 12 && Feature.all[0] == .plain)
    for text in [
      "shiftd", "shifted,shifted", "plain:x=1", "shifted:of=(beale)", "", "rescaled:a=1",
    ] {
      #expect(throws: ConfigurationError.self, "\(text)") { try Feature.list(text) }
    }
    let error = try #require(throws: ConfigurationError.self) { try Feature.list("shiftd") }
    #expect("\(error)".contains("did you mean 'shifted'?"))
  }

  @Test("has a row per optimizer, a column per feature, and runs for each seed of random features")
  func shape() async throws {
    let rows = try await table(
      "rosenbrock", ["sgd:lr=0.001", "adam:lr=0.01"],
      "plain,shifted,permuted,rescaled,noisy,delayed,jittered")
    #expect(rows.count == 2 && rows.allSatisfy { $0.count == 7 })
    #expect(rows[0].map(\.gaps.count) == [1, 3, 3, 1, 3, 1, 3])
    #expect(rows[0].allSatisfy { $0.rule.description == "sgd:lr=0.001" && !$0.isTuned })
    #expect(rows[0][0].ratio == 1)
    let noisy = rows[1][4]
    #expect(Set(noisy.gaps).count == 3)
    #expect(noisy.smallest! <= noisy.median! && noisy.median! <= noisy.largest!)
    // Another start is another gap; the same one with nothing changed is the race's own.
    #expect(rows[0][0].gaps != rows[0][6].gaps)
  }

  @Test("a rate is tuned once, on the plain problem") func tuned() async throws {
    let rows = try await table("quadratic:n=4", ["sgd"], "plain,scaled", steps: 50)
    #expect(rows[0].allSatisfy { $0.isTuned && $0.rule["lr"] == rows[0][0].rule["lr"] })
  }

  @Test("a claimed invariance is tested, and a false claim is found") func claims()
    async throws
  {
    let rows = try await table(
      "rosenbrock", ["sgd:lr=0.001", "adam:lr=0.01", "looks_at_place:lr=0.01"],
      "plain,shifted,permuted,rotated,rescaled")
    // Of the shift, the permutation, the rotation and the unit of the value.
    #expect(rows[0].map(\.isInvariant) == [nil, true, true, true, nil])
    #expect(rows[1].map(\.isInvariant) == [nil, true, true, nil, nil])
    #expect(rows[2][1].isInvariant == false)
    let free = try await table("rosenbrock", ["adam:lr=0.01,eps=0"], "plain,rescaled")
    #expect(free[0][1].isInvariant == true)
  }

  @Test("a rule whose needs a feature does not meet has an entry that says so") func refused()
    async throws
  {
    let rows = try await table("rosenbrock", ["consistent:lr=1"], "plain,noisy,rotated")
    #expect(rows[0][0].refusal == nil && rows[0][2].refusal == nil)
    #expect(rows[0][1].refusal?.contains("which noisy does not offer") == true)
    #expect(rows[0][1].median == nil && rows[0][1].ratio == nil)
  }
}
