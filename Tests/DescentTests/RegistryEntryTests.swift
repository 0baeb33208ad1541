import Descent
import DescentCatalog
import Testing

/// A problem times a constant, as an example of a combinator of problems.
private struct Weighted: Problem {
  let base: any Problem
  let weight: Double
  var layout: Layout { base.layout }
  func start(seed: UInt64) -> [Double] { base.start(seed: seed) }
  var specification: Specification {
    Specification(
      .name("weighted"),
      [
        Setting("weight", .text(weight.hyperparameterText)),
        Setting("of", .nested(base.specification)),
      ])
  }
  func _objective32() throws -> Objective<Float> { try base._objective32() }
  func _objective64() throws -> Objective<Double> { try base._objective64() }
}

private struct Weight: Configurable {
  @Hyperparameter("weight", in: 0...) var weight = 1.0
  static let card = Card(name: "weighted", summary: "", formula: "", source: "")
}

private struct Groups: Configurable {
  static let card = Card(name: "picked", summary: "", formula: "", source: "")
}

private struct Quiet: IdleModifier {
  @Hyperparameter("level", in: 0...) var level = 0.0
  static let card = Card(name: "quiet", summary: "", formula: "", source: "")
}

@Suite("A registry entry") struct RegistryEntryTests {
  static let registry: Registry = {
    var registry = Catalog.registry
    registry.add(
      ProblemEntry(Weight.self, parts: [RegistryPart("of", "the problem")]) { settings, parts in
        Weighted(base: try parts.problem("of"), weight: settings.weight)
      })
    // The last group's rule, to keep it short.
    registry.add(
      OptimizerEntry(Groups.self, parts: [RegistryPart(.selectors, "a rule")]) { _, parts in
        let rules = try parts.keys.map { try parts.optimizer($0) }
        return rules[rules.count - 1]
      })
    registry.add(
      OptimizerEntry(Card(name: "later", summary: "", formula: "", source: "")) { spec, context in
        try context.registry.optimizer(
          Specification(name: "sgd", settings: [("lr", String(context.horizon ?? 0))]))
      })
    registry.add(modifier: Quiet.self)
    return registry
  }()

  @Test("makes combinations, which print as they are read") func combinations() throws {
    let text = "weighted:weight=2,of=(weighted:weight=3,of=(sphere:n=4))"
    let problem = try Self.registry.problem(Specification(text))
    #expect(problem.dimension == 4)
    #expect(problem.specification["weight"] == "2")
    #expect(try Self.registry.problem(problem.specification).specification == problem.specification)
    let rule = try Self.registry.optimizer(
      Specification("picked:name.wte*=(adam),else=(modified:rule=(sgd:lr=2),by=((quiet),(quiet)))"))
    #expect(rule.learningRate == 2)
    #expect(
      try Self.registry.optimizer(Specification("modified:rule=(sgd),by=()")).learningRate > 0)
  }

  @Test("an entry may be a value, and sees the length of the run") func value() throws {
    #expect(try Self.registry.optimizer(Specification("later"), horizon: 7).learningRate == 7)
    let entry = try #require(Self.registry.optimizers.first { $0.card.name == "later" })
    #expect(entry.type == nil && entry.parts.isEmpty)
  }

  @Test("an entry knows its card and hyperparameters") func entries() throws {
    let adam = try #require(Catalog.registry.optimizers.first { $0.card.name == "adam" })
    #expect(adam.hyperparameters.map(\.key).prefix(2) == ["lr", "beta1"])
    #expect(adam.optimizerType != nil)
    #expect(try adam.make(settings: [("lr", "3")]).learningRate == 3)
  }

  static let refused: [(spec: String, message: String)] = [
    (
      "picked:rank.2=(sgd),else=(sgd:wd=1)",
      "column 31, in 'else': sgd has no 'wd'; did you mean 'weight_decay'?; its keys: lr=0.01 [0, inf), "
        + "weight_decay=0 [0, inf)"
    ),
    (
      "picked:else=(sgd:lr=-1)",
      "column 18, in 'else': sgd: lr must lie in [0, inf), got -1"
    ),
    (
      "picked:else=(sgd:lr=1,lr=2)", "column 23, in 'else': sgd: lr is given twice"
    ),
    (
      "picked:else=(momentum:nesterov=true,momentum=0)",
      "column 14, in 'else': momentum: nesterov needs momentum above 0 and dampening = 0"
    ),
    (
      "picked:else=(modified:rule=(sgd),by=((quiet),(quiet:level=-1)))",
      "column 53, in item 2 of 'by' of 'else': quiet: level must lie in [0, inf), got -1"
    ),
    (
      "picked:else=(modified:rule=(quiet),by=())",
      "column 29, in 'rule' of 'else': no optimizer is called 'quiet'"
    ),
    ("modified:rule=(sgd)", "modified: by=(…) is missing: the stages, in the order of acting"),
    ("picked", "picked: SELECTOR=(…) is missing: a rule"),
    ("picked:names.x=(sgd)", "picked has no 'names.x'; its keys: SELECTOR=(…)"),
    (
      "modified:ruel=(sgd)",
      "modified has no 'ruel'; did you mean 'rule'?; its keys: rule=(…), by=(…)"
    ),
    ("modified:rule=sgd,by=()", "modified: rule must be a specification in parentheses, got 'sgd'"),
    (
      "modified:rule=((sgd)),by=()",
      "modified: rule must be one specification in parentheses, got '((sgd))'"
    ),
    ("picked:else=(sgd),else=(adam)", "picked: else is given twice"),
    (
      "sgd:lr=(adam)",
      "sgd: lr must be a value, not a specification (a text in parentheses stands in quotes), got "
        + "'(adam)'"
    ),
    ("sgd:of=(adam)", "sgd has no 'of'; its keys: lr=0.01 [0, inf), weight_decay=0 [0, inf)"),
  ]

  @Test("says where a part is wrong", arguments: refused)
  func refuses(spec: String, text: String) {
    #expect(message { _ = try Self.registry.optimizer(Specification(spec)) } == text)
  }

  @Test("says in which part where nothing was typed") func inCode() {
    let inner = Specification(name: "sgd", settings: [("lr", "-1")])
    #expect(
      message {
        _ = try Self.registry.optimizer(
          Specification(.name("picked"), [Setting("else", .nested(inner))]))
      } == "in 'else': sgd: lr must lie in [0, inf), got -1")
  }
}
