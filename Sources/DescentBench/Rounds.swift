import Benchmark

/// One thing to time.
struct Work {
  let name: String
  /// What a time is divided by: coordinates, or steps, in one call of `body`.
  let units: Int
  let body: () -> Void
}

/// The times of one work over several rounds, in nanoseconds a unit.
struct Timing: Codable {
  let name: String
  let median: Double
  let lowest: Double
  let highest: Double
}

/// Times works in alternation: each round runs every work once for `seconds`, so that a slow spell of
/// the machine falls on all of them. A ratio of medians is then a figure worth printing.
func timeInRounds(_ works: [Work], rounds: Int = 5, seconds: Double = 0.08) throws -> [Timing] {
  var medians = [[Double]](repeating: [], count: works.count)
  for _ in 0..<rounds {
    let suite = BenchmarkSuite(name: "round")
    for work in works { suite.benchmark(work.name) { work.body() } }
    var runner = BenchmarkRunner(
      suites: [suite],
      settings: [MinTime(seconds: seconds), WarmupIterations(1), Quiet(true), Format(.none)])
    try runner.run()
    for (index, result) in runner.results.enumerated() {
      medians[index].append(median(result.measurements) / Double(works[index].units))
    }
  }
  return zip(works, medians).map { work, times in
    Timing(
      name: work.name, median: median(times), lowest: times.min() ?? 0, highest: times.max() ?? 0)
  }
}

func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
