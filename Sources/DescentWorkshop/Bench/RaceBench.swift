import CBenchReference
import Descent
import DescentCatalog
import DescentStudy

/// Independent runs on one core and on two, through the race.
enum RaceBench {
  /// Eight short runs with almost no memory, and four trainings.
  static let races = [
    (name: "rosenbrock", problem: "rosenbrock", lanes: 8, steps: 100_000),
    (name: "digits", problem: "mlp:data=digits,hidden=64,batch=32", lanes: 4, steps: 720),
  ]

  static func work(_ index: Int, cores: Int) throws -> Work {
    let (name, problem, lanes, steps) = races[index]
    var race = Race(
      problems: [try Catalog.registry.problem(Specification(problem))],
      optimizers: try (0..<lanes).map { try Specification("adam:lr=0.00\($0 + 1)") },
      registry: Catalog.registry)
    race.steps = steps
    let prepared = race
    return Work(
      name: "race, \(name), \(lanes) runs, cores \(cores)", units: lanes * steps, isOneThread: false
    ) {
      let failure: String? = blocking {
        do {
          _ = try await prepared.run(concurrency: cores)
          return nil
        } catch { return String(describing: error) }
      }
      if let failure { throw BenchError(failure) }
    }
  }

  /// Two bare loops in C, which measure the best that two cores of this machine can achieve under its current
  /// load.
  static func bare(cores: Int) -> Work {
    let count = 10_000_000
    let workers = Workers.dispatch(threads: 2)
    return Work(name: "bare loops, 2, cores \(cores)", units: 2 * count, isOneThread: false) {
      if cores == 2 {
        workers.perform(2) { _ in _ = reference_spin(count) }
      } else {
        for _ in 0..<2 { _ = reference_spin(count) }
      }
    }
  }

  static func run() throws -> [String: [Timing]] {
    print("independent runs in a race: ns a step, all runs together")
    var all: [Timing] = []
    let pairs =
      try races.indices.map { [try work($0, cores: 1), try work($0, cores: 2)] }
      + [[bare(cores: 1), bare(cores: 2)]]
    for pair in pairs {
      let times = try timeInRounds(pair)
      for time in times { print(line(time)) }
      print("  two cores against one:", number(times[0].median / times[1].median))
      all += times
    }
    return ["race": all]
  }
}
