import CBenchReference
import Descent

/// A rule with sums (LAMB) in single precision on one thread, compared with a C function that does the same
/// arithmetic in the same blocks.
enum SummingBench {
  static let sizes = [1_000, 100_000, 10_000_000]

  /// A step of each, on separate memory with the same numbers.
  static func works(_ n: Int) throws -> [Work] {
    let rule = try BenchLamb { $0.learningRate = 1e-3 }
    let kernel = try Float.makeKernel(rule, .vector(n), workers: nil)
    let (memory, other) = (EngineMemory(n, kernel.stateLayout), EngineMemory(n, kernel.stateLayout))
    let (step, oracle) = (memory.step, Oracle<Float>.unavailable())
    let calls = max(1, 100_000 / n)
    let ours = Work(name: "lamb, n = \(n)", units: n * calls) {
      for _ in 0..<calls { _ = kernel.step(step, oracle) }
      withExtendedLifetime(memory) {}
    }
    let reference = Work(name: "C, n = \(n)", units: n * calls) {
      let x = other.pointer
      for _ in 0..<calls {
        reference_lamb(
          x, x + n, x + 2 * n, x + 3 * n, n, other.scalars, 1e-3, rule.beta1, rule.beta2,
          rule.epsilon, rule.weightDecay)
      }
      withExtendedLifetime(other) {}
    }
    return [ours, reference]
  }

  static func run() throws -> [String: [Timing]] {
    var all: [String: [Timing]] = [:]
    print("a rule with sums (LAMB), float32: ns a coordinate")
    for n in sizes {
      let times = try timeInRounds(works(n))
      for timing in times { print(line(timing)) }
      print("  ratio:", number(times[0].median / times[1].median))
      all["sums-\(n)"] = times
    }
    return all
  }
}
