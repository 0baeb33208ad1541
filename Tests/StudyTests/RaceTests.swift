import Descent
import DescentCatalog
import DescentStudy
import Testing

@Suite("A race") struct RaceTests {
  private func race(_ problems: [String], _ optimizers: [String], steps: Int) throws -> Race {
    var race = Race(
      problems: try problems.map { try Catalog.registry.problem(Specification($0)) },
      optimizers: try optimizers.map { try Specification($0) }, registry: Catalog.registry)
    race.steps = steps
    return race
  }

  @Test("has a row per problem and an entry per optimizer, in the given order") func order()
    async throws
  {
    let race = try race(["saddle", "rosenbrock"], ["adam:lr=0.01", "sgd:lr=0.001"], steps: 30)
    let rows = try await race.run(concurrency: 2).map { $0.compactMap(\.self) }
    #expect(rows.map { $0.map(\.optimizer.name) } == [["adam", "sgd"], ["adam", "sgd"]])
    let start = try race.problems[1].value(at: [-1.2, 1])
    #expect(rows[1].allSatisfy { $0.report.lossCurve.first?.y == start })
  }

  @Test("gives the same numbers for any number of parallel runs") func concurrency() async throws {
    let race = try race(["saddle", "rosenbrock", "sphere"], ["adam", "momentum"], steps: 60)
    let one = try await race.run(concurrency: 1).joined().map { $0?.report }
    let four = try await race.run(concurrency: 4).joined().map { $0?.report }
    #expect(one == four)
  }

  @Test("keeps a learning rate that is given and tunes one that is not") func rates() async throws {
    let race = try race(["sphere"], ["sgd:lr=0.2", "sgd"], steps: 100)
    let entries = try await race.run(concurrency: 1)[0].compactMap(\.self)
    #expect(entries[0].learningRate == 0.2 && !entries[0].isTuned)
    #expect(entries[1].isTuned && LearningRatePilot.grid.contains(entries[1].learningRate))
  }

  @Test("finds the rate of the grid that suits a quadratic best") func pilot() throws {
    // On f = x² a step multiplies x by 1 − 2η: of the grid, 0.3 shrinks it most (by 0.4).
    let pilot = LearningRatePilot(
      registry: Catalog.registry, problem: try Catalog.registry.problem(Specification("square")),
      options: RunOptions(.steps(10)))
    #expect(try pilot.bestRate(Specification("sgd")) == 0.3)
  }

  @Test("counts the steps to a fraction of the gap at the start") func milestones() async throws {
    // x shrinks by 0.8 a step, the gap by 0.64: 0.64^t ≤ 0.01 first at t = 11, ≤ 1e-4 at 21.
    let race = try race(["square"], ["sgd:lr=0.1"], steps: 30)
    let entry = try #require(try await race.run(concurrency: 1)[0][0])
    #expect(entry.cost(toFraction: 1) == 0)
    #expect(entry.cost(toFraction: 1e-2) == 11)
    #expect(entry.cost(toFraction: 1e-4) == 21)
    #expect(entry.cost(toFraction: 1e-8) == nil)
  }
}
