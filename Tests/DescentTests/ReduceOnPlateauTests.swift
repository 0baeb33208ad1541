import Descent
import Testing

@Suite("The schedule plateau") struct ReduceOnPlateauTests {
  private func factors(_ schedule: ReduceOnPlateau, _ metrics: [Double]) -> [Double] {
    var schedule = schedule
    return metrics.map { schedule.factor(after: $0) }
  }

  @Test("cuts after patience + 1 metrics without progress, then waits for the cooldown")
  func cuts() throws {
    let schedule = try ReduceOnPlateau {
      $0.gamma = 0.5
      $0.patience = 1
      $0.cooldown = 1
      $0.minimum = 0.2
    }
    #expect(
      factors(schedule, [3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2])
        == [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2])
  }

  @Test("reads its settings from text and prints them") func settings() throws {
    let schedule = try ReduceOnPlateau(settings: [("patience", "3"), ("mode", "absolute")])
    #expect(
      schedule.specification.description
        == "plateau:gamma=0.1,patience=3,threshold=0.0001,mode=absolute,cooldown=0,minimum=0")
    #expect(throws: ConfigurationError.self) { try ReduceOnPlateau { $0.gamma = 1.5 } }
  }

  @Test("an infinite first metric is accepted") func infinite() throws {
    let schedule = try ReduceOnPlateau { $0.patience = 0 }
    #expect(factors(schedule, [.infinity, 5, 4, 4]) == [0.1, 0.1, 0.1, 0.1 * 0.1])
  }
}
