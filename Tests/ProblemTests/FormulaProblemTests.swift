import Descent
import DescentCatalog
import Testing

/// Properties of every formula problem of the catalog, with its defaults and with random hyperparameters.
/// A new problem is tested once it is registered.
@Suite("A problem with a formula") struct FormulaProblemTests {
  static let types = Catalog.registry.problemTypes.filter { $0 is any FormulaProblem.Type }
  static let names = types.map { $0.card.name }
  static let draws: UInt64 = 12

  /// Runs a check on the default and on the drawn variants.
  func forAll(
    _ name: String, _ check: (any Problem, CounterRandom) throws -> Finding
  ) throws {
    let type = try #require(Self.types.first { $0.card.name == name })
    for draw in 0...Self.draws {
      let problem = try variant(type, draw: draw)
      let finding = try check(problem, CounterRandom(seed: draw).split(stream: 5))
      #expect(finding == nil, "\(problem.specification), draw \(draw): \(finding ?? "")")
    }
  }

  @Test("starts at a finite point of its dimension, the same for the same seed", arguments: names)
  func start(name: String) throws {
    try forAll(name) { problem, _ in
      let x = problem.start(seed: 3)
      guard x.count == problem.dimension else { return "\(x.count) coordinates" }
      guard x == problem.start(seed: 3) else { return "two starts for one seed" }
      let gradient = try problem.gradient(at: x)
      return x.allSatisfy(\.isFinite) && gradient.allSatisfy(\.isFinite) ? nil : "not finite"
    }
  }

  @Test("knows a window if and only if it is plane", arguments: names)
  func window(name: String) throws {
    try forAll(name) { problem, _ in
      (problem.window != nil) == (problem.dimension == 2) ? nil : "\(problem.dimension) dimensions"
    }
  }

  @Test("follows its hyperparameters when they change", arguments: names)
  func reconfigured(name: String) throws {
    // A variant built anew and one whose text is read back are the same function.
    try forAll(name) { problem, random in
      let again = try Catalog.registry.problem(problem.specification)
      let x = randomPoint(problem, random)
      return try problem.value(at: x) == (try again.value(at: x)) ? nil : "differs when read back"
    }
  }
}
