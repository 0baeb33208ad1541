import Descent
import Testing

private struct Rule: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "rule", summary: "", formula: "", source: "")
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * g }
}

private struct OneBowl: FormulaProblem {
  static let card = Card(name: "bowl", summary: "", formula: "", source: "")
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [1] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] }
}

private struct TakenBowl: FormulaProblem {
  static let card = Card(name: "rule", summary: "", formula: "", source: "")
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [1] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] }
}

private struct Neither: Configurable {
  static let card = Card(name: "neither", summary: "", formula: "", source: "")
}

private struct Halver: IdleModifier {
  @Hyperparameter("share", in: 0...1) var share = 0.5
  static let card = Card(name: "halver", summary: "", formula: "", source: "")
}

private struct Python: IdleModifier {
  static let card = Card(name: "python", summary: "", formula: "", source: "")
}

@Suite("A plugin in the registry") struct PluginRegistryTests {
  @Test("A plugin's types go where they belong, in any order") func sorted()
    throws
  {
    var registry = Registry()
    try registry.add(Plugin(OneBowl.self, Rule.self), from: "a.swift")
    #expect(registry.optimizers.map { $0.card.name } == ["rule"])
    #expect(registry.problems.map { $0.card.name } == ["bowl"])
    #expect(try registry.optimizer(Specification("rule:lr=2")).learningRate == 2)
  }

  @Test("A type with a taken name is registered under its module's name") func taken() throws {
    var registry = Registry()
    registry.add(Rule.self)
    let renamed = try registry.addRenaming(Plugin(OneBowl.self, TakenBowl.self), from: "b.swift")
    #expect(
      renamed.count == 1 && renamed[0].own == "rule" && renamed[0].name == "DescentTests.rule")
    #expect(renamed[0].kind == "problem" && renamed[0].owner == "is built in")
    #expect(registry.problems.map { $0.card.name } == ["bowl", "DescentTests.rule"])
    #expect(try registry.optimizer(Specification("rule")) is Rule)
    let problem = try registry.problem(Specification("DescentTests.rule"))
    #expect(problem is TakenBowl && problem.specification.name == "DescentTests.rule")
    // If the name is free, the type gets it.
    var other = Registry()
    #expect(try other.addRenaming(Plugin(TakenBowl.self), from: "b.swift").isEmpty)
    #expect(try other.problem(Specification("rule")).specification.name == "rule")
  }

  @Test(
    "A name that is taken twice is refused with its owner, and nothing of the plugin is added")
  func takenTwice() throws {
    var registry = Registry()
    try registry.add(Plugin(OneBowl.self), from: "c.swift")
    try registry.add(Plugin(OneBowl.self), from: "d.swift")
    #expect(
      throws: ConfigurationError.nameTaken(
        origin: "e.swift", kind: "problem", name: "bowl",
        by: "the problem that comes from c.swift")
    ) { try registry.add(Plugin(Rule.self, OneBowl.self), from: "e.swift") }
    #expect(registry.optimizers.isEmpty)
    // Give the type its own name again, for the other tests.
    var other = Registry()
    try other.add(Plugin(OneBowl.self), from: "f.swift")
  }

  @Test("A name given twice in one plugin is refused") func twice() {
    var registry = Registry()
    #expect(throws: ConfigurationError.self) {
      try registry.add(Plugin(Rule.self, TakenBowl.self), from: "e.swift")
    }
    #expect(registry.optimizers.isEmpty)
  }

  @Test("Modifiers are registered like rules") func modifiers() throws {
    var registry = Registry()
    let plugin = Plugin(Halver.self, Rule.self)
    #expect(plugin.names.map(\.kind) == ["optimizer", "modifier"])
    try registry.add(plugin, from: "m.swift")
    #expect(registry.modifiers.map { $0.card.name } == ["halver"])
    #expect(try registry.modifier(Specification("halver:share=1")).specification["share"] == "1")
    #expect(throws: ConfigurationError.self) {
      try registry.modifier(Specification("halver:share=2"))
    }
    var other = Registry()
    other.add(modifier: Halver.self)
    #expect(try other.addRenaming(plugin, from: "m.swift").map(\.name) == ["DescentTests.halver"])
    var third = Registry()
    try third.add(plugin, from: "m.swift")
  }

  @Test("A prefix of targets is not a name") func runner() {
    var registry = Registry()
    #expect(throws: ConfigurationError.self) {
      try registry.add(Plugin(Python.self), from: "p.swift")
    }
  }

  @Test("Entries are replaced by kind and name") func replacing() throws {
    var registry = Registry()
    registry.add(Rule.self)
    registry.add(OneBowl.self)
    let replaced = registry.replacing(with: Plugin(Rule.self))
    #expect(replaced.optimizers.count == 1 && replaced.problems.count == 1)
  }

  @Test("A type that is none of the four is refused by name") func neither() {
    var registry = Registry()
    do {
      try registry.add(Plugin(Neither.self), from: "f.swift")
      Issue.record("it was accepted")
    } catch {
      #expect(error.description.hasPrefix("f.swift: 'Neither' is registered, but is neither"))
    }
  }
}
