import Benchmark
import CBenchReference

/// A piece of work to time.
struct Work {
  let name: String
  /// The number of units, such as coordinates or steps, in one call of `body`. Times are divided by it.
  let units: Int
  /// The bytes that one unit must move to and from memory, if this limits its speed.
  var bytes: Double?
  /// The floating-point operations of one unit, if these limit its speed.
  var operations: Double?
  /// Whether all work runs on the calling thread, so that its instructions can be counted.
  var isOneThread = true
  /// Called before each call of `body`, outside the timing.
  var setUp: () throws -> Void = {}
  let body: () throws -> Void
  /// Runs the work and returns its time in nanoseconds, for works for which a clock around `body` would
  /// include too much.
  var ownTime: (() throws -> Double)?
}

/// The times of one work over several rounds, in nanoseconds per unit.
struct Timing: Codable {
  let name: String
  let median: Double
  let lowest: Double
  let highest: Double
  /// The instructions per unit on the calling thread; nil if the machine does not count them.
  var instructions: Double?
  var gigabytesPerSecond: Double?
  var gigaflops: Double?
}

/// Times works in alternation: each round runs every work once for `seconds`, so that slow phases of the
/// machine affect all of them, and ratios of medians are meaningful.
func timeInRounds(_ works: [Work], rounds: Int = 5, seconds: Double = 0.08) throws -> [Timing] {
  var medians = [[Double]](repeating: [], count: works.count)
  for _ in 0..<rounds {
    for (index, work) in works.enumerated() {
      medians[index].append(try timeOnce(work, seconds: seconds))
    }
  }
  return try zip(works, medians).map { work, times in
    let typical = median(times)
    return Timing(
      name: work.name, median: typical, lowest: times.min() ?? 0, highest: times.max() ?? 0,
      instructions: try instructions(work), gigabytesPerSecond: work.bytes.map { $0 / typical },
      gigaflops: work.operations.map { $0 / typical })
  }
}

/// The median time of a work's calls within `seconds`, in nanoseconds per unit.
func timeOnce(_ work: Work, seconds: Double) throws -> Double {
  if let ownTime = work.ownTime {
    var times: [Double] = []
    repeat { times.append(try ownTime()) } while times.reduce(0, +) < seconds * 1e9
    return median(times) / Double(work.units)
  }
  let suite = BenchmarkSuite(name: "round")
  suite.register(benchmark: Prepared(work: work))
  var runner = BenchmarkRunner(
    suites: [suite],
    settings: [MinTime(seconds: seconds), WarmupIterations(1), Quiet(true), Format(.none)])
  try runner.run()
  return median(runner.results[0].measurements) / Double(work.units)
}

/// A work in the form that the benchmark library expects.
private struct Prepared: AnyBenchmark {
  let work: Work
  var name: String { work.name }
  var settings: [BenchmarkSetting] { [] }

  func setUp() {
    do { try work.setUp() } catch { fatalError("\(work.name): \(error)") }
  }
  func run(_ state: inout BenchmarkState) throws { try work.body() }
  func tearDown() {}
}

/// The instructions per unit, measured by the processor's counter.
private func instructions(_ work: Work) throws -> Double? {
  let counter = reference_open_instruction_counter()
  guard counter >= 0, work.isOneThread else { return nil }
  defer { reference_close_counter(counter) }
  try work.setUp()
  let start = reference_read_counter(counter)
  try work.body()
  return Double(reference_read_counter(counter) - start) / Double(work.units)
}

func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
