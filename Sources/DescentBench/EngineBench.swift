import CBenchReference
import Descent
import DescentCatalog
import DescentStudy

/// The coordinatewise engine on one thread, each rule in single precision, beside a C loop with the
/// same memory traffic and next to no arithmetic.
enum EngineBench {
  static let sizes = [1_000, 100_000, 10_000_000]
  static let rules = [
    "sgd", "momentum", "momentum:nesterov=true", "adagrad", "rmsprop",
    "rmsprop:momentum=0.9,centered=true", "adam", "adam:amsgrad=true", "adamw",
  ]

  /// A rule's step at size `n`, and the bare traffic of as many state arrays.
  static func works(_ n: Int, threads: Int) throws -> [(rule: Work, traffic: Work)] {
    let workers = Workers.dispatch(threads: threads)
    return try rules.map { text in
      let optimizer = try Catalog.registry.optimizer(Specification(text))
      let kernel = try Float.makeKernel(optimizer, .vector(n), workers: workers)
      var state = OptimizerState<Float>(kernel.stateLayout)
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: 2 * n + state.storage.count)
      let scalars = UnsafeMutablePointer<Double>.allocate(capacity: 4)
      for i in 0..<n {
        memory[i] = 1
        memory[n + i] = Float(i % 7) - 3
      }
      for i in state.storage.indices { memory[2 * n + i] = state.storage[i] }
      for i in state.scalars.indices { scalars[i] = state.scalars[i] }
      let slots = state.layout.buffers.count
      state.storage = []
      let step = StepArguments(
        parameters: memory, gradient: UnsafePointer(memory + n), buffers: memory + 2 * n,
        scalars: scalars, rate: 1e-3)
      let oracle = Oracle<Float>.unavailable()
      // Enough calls that the clock's own resolution does not show.
      let calls = max(1, 100_000 / n)
      return (
        Work(name: text, units: n * calls) {
          for _ in 0..<calls { _ = kernel.step(step, oracle) }
        },
        Work(name: "traffic of \(slots)", units: n * calls) {
          for _ in 0..<calls {
            let part = n / threads
            workers.perform(threads) { worker in
              let first = worker * part
              reference_traffic(
                memory + first, memory + n + first, memory + 2 * n + first, part, n, Int32(slots))
            }
          }
        }
      )
    }
  }

  static func run() throws -> [String: [Timing]] {
    var all: [String: [Timing]] = [:]
    for (n, threads) in sizes.map({ ($0, 1) }) + [(10_000_000, 2)] {
      print(
        "engine, float32, n = \(n), threads \(threads): ns a coordinate (traffic: C, same loads)")
      for (rule, traffic) in try works(n, threads: threads) {
        let times = try timeInRounds([rule, traffic])
        all["engine-\(n)-\(threads)", default: []] += times
        print(
          line(times[0]), " traffic", number(times[1].median), " ratio",
          number(times[1].median / times[0].median))
      }
    }
    return all
  }
}
