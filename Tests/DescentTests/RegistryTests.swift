import Descent
import DescentCatalog
import Testing

/// Twice the rate at step 2, three times at step 3: easy to distinguish from a warm-up.
struct Ramp: Schedule, Configurable {
  @Hyperparameter("steps", in: 1...) var steps = 10
  static let card = Card(name: "ramp", summary: "", formula: "", source: "")
  func factor(at step: Int) -> Double { Double(step) }
  var horizon: Int? { nil }
}

/// Has its own warm-up, as warmup-stable-decay has.
struct OwnWarmup: Schedule, Configurable {
  @Hyperparameter("steps", in: 0...) var warmup = 4
  static let card = Card(name: "own", summary: "", formula: "", source: "")
  func factor(at step: Int) -> Double { Double(warmup) }
  var horizon: Int? { 0 }
}

@Suite("The registry") struct RegistryTests {
  static let registry: Registry = {
    var registry = Registry()
    registry.add(Ramp.self, OwnWarmup.self)
    registry.add(Bowl.self)
    return registry
  }()

  @Test("builds the named entry, with its settings") func builds() throws {
    #expect(try Self.registry.problem(Specification("bowl:n=3")).dimension == 3)
    #expect(try optimizer("adam:lr=0.5").learningRate == 0.5)
    #expect(try optimizer("adam:lr=0.5").specification["lr"] == "0.5")
  }

  @Test("reads the other names of a problem's record") func aliases() throws {
    for (alias, name) in [
      ("mgh01", "rosenbrock"), ("mgh05", "beale"), ("mgh13", "powell-singular"),
    ] {
      let problem = try Catalog.registry.problem(Specification(alias))
      #expect(problem.specification.name == name)
    }
    let chain = try Catalog.registry.problem(Specification("mgh01:b=10"))
    #expect(chain.specification["b"] == "10")
  }

  static let unknown: [(String, String)] = [
    ("bowle", "no problem is called 'bowle'; did you mean 'bowl'?; there are: bowl"),
    ("quartic", "no problem is called 'quartic'; there are: bowl"),
  ]

  @Test("lists the names, and suggests the intended one", arguments: unknown)
  func unknownNames(name: String, expected: String) {
    #expect(message { _ = try Self.registry.problem(Specification(name)) } == expected)
  }

  @Test("keeps optimizers, schedules and problems apart") func kinds() {
    #expect(
      message { _ = try Self.registry.optimizer(Specification("bowl")) }
        == "no optimizer is called 'bowl'; there are: ")
    #expect(
      message { _ = try Self.registry.schedule(Specification("bowl"), horizon: nil) }
        == "no schedule is called 'bowl'; there are: ramp, own")
  }

  @Test("warms any schedule up") func warmup() throws {
    let schedule = try Self.registry.schedule(Specification("ramp:warmup=4"), horizon: 100)
    #expect((1...7).map { schedule.factor(at: $0) } == [0.25, 0.5, 0.75, 1, 1, 2, 3])
    #expect(schedule.specification.description == "ramp:steps=10,warmup=4")
    let none = try Self.registry.schedule(Specification("ramp:warmup=0"), horizon: 100)
    #expect((1...3).map { none.factor(at: $0) } == [1, 2, 3])
  }

  @Test("leaves a schedule's own warm-up to it") func ownWarmup() throws {
    let schedule = try Self.registry.schedule(Specification("own:warmup=2"), horizon: nil)
    #expect(schedule.factor(at: 1) == 2)
    #expect(schedule.specification.description == "own:warmup=2")
  }

  static let badWarmups = ["-1", "1.5", "many", ""]

  @Test("refuses a warm-up that is not a number of steps", arguments: badWarmups)
  func badWarmup(text: String) {
    #expect(
      message { _ = try Self.registry.schedule(Specification("ramp:warmup=" + text), horizon: nil) }
        == "ramp: warmup must be a whole number, 0 or more, got '\(text)'")
  }

  @Test("refuses a warm-up given twice") func twice() {
    #expect(
      message {
        _ = try Self.registry.schedule(Specification("ramp:warmup=1,warmup=2"), horizon: nil)
      } == "ramp: warmup is given twice")
  }

  @Test("has no two plugins of one name, and every name can be typed") func catalog() {
    let registry = Catalog.registry
    for names in [
      registry.optimizers.map { $0.card.name }, registry.schedules.map { $0.card.name },
      registry.problems.map { $0.card.name },
    ] {
      #expect(!names.isEmpty && Set(names).count == names.count)
      #expect(names.allSatisfy { $0.contains(/^[a-z0-9_-]+$/) })
    }
  }
}
