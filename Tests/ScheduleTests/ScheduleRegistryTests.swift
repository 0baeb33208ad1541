import Descent
import DescentCatalog
import Testing

@Suite("A schedule in the registry") struct ScheduleRegistryTests {
  @Test("every required schedule is registered") func registered() {
    let promised: Set = [
      "constant", "linear", "cosine", "sgdr", "warmup", "step", "multistep", "exponential",
      "polynomial", "inverse_sqrt", "one_cycle", "wsd", "then", "scaled", "plateau",
    ]
    #expect(Set(Catalog.registry.schedules.map { $0.card.name }) == promised)
  }

  @Test("the registry fills in the horizon: the run's length, less the warm-up")
  func horizonFromRun() throws {
    let registry = Catalog.registry
    #expect(try registry.schedule(Specification("cosine"), horizon: 50).horizon == 50)
    let warmed = try registry.schedule(Specification("cosine:warmup=10"), horizon: 50)
    #expect(warmed.horizon == 50)
    #expect([10, 11, 51].map(warmed.factor) == [1, 1, 0])
    #expect(try registry.schedule(Specification("wsd:warmup=10"), horizon: 50).horizon == 50)
    #expect(try registry.schedule(Specification("cosine:horizon=9"), horizon: 50).horizon == 9)
  }
}
