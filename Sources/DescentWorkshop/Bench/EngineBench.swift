import CBenchReference
import Descent
import DescentCatalog
import DescentStudy

/// The coordinatewise engine with each rule in single precision, compared with a C loop that has the same
/// memory traffic and almost no arithmetic.
enum EngineBench {
  static let sizes = [1_000, 100_000, 10_000_000]
  static let rules = [
    "sgd", "momentum", "momentum:nesterov=true", "adagrad", "rmsprop",
    "rmsprop:momentum=0.9,centered=true", "adam", "adam:amsgrad=true", "adamw",
  ]

  /// The steps of rules with equal states at size `n`, in single precision, on one thread and on the same
  /// memory, because the address of the memory changes the time by a tenth.
  static func steps(_ rules: [(name: String, rule: any Optimizer)], _ n: Int) throws -> [Work] {
    let kernels = try rules.map { try Float.makeKernel($0.rule, .vector(n), workers: nil) }
    let memory = EngineMemory(n, kernels[0].stateLayout)
    precondition(kernels.allSatisfy { $0.stateLayout == kernels[0].stateLayout })
    let (step, oracle) = (memory.step, Oracle<Float>.unavailable())
    let calls = max(1, 100_000 / n)
    return zip(rules, kernels).map { rule, kernel in
      Work(name: rule.name, units: n * calls) {
        for _ in 0..<calls { _ = kernel.step(step, oracle) }
        withExtendedLifetime(memory) {}
      }
    }
  }

  /// A rule's step at size `n`, and the bare memory traffic of the same number of state arrays, on the same
  /// memory.
  static func works(_ text: String, _ n: Int, threads: Int) throws -> [Work] {
    let workers = Workers.dispatch(threads: threads)
    let optimizer = try Catalog.registry.optimizer(Specification(text))
    let kernel = try Float.makeKernel(optimizer, .vector(n), workers: workers)
    let memory = EngineMemory(n, kernel.stateLayout)
    let slots = kernel.stateLayout.buffers.count
    let step = memory.step
    let oracle = Oracle<Float>.unavailable()
    // Make enough calls that the clock's resolution does not matter.
    let calls = max(1, 100_000 / n)
    // A step reads parameters, gradient and state and writes parameters and state; each pass for sums reads
    // all of them once more.
    let readings = (optimizer as? any SummingOptimizer)?.passes ?? 0
    let bytes = Double(MemoryLayout<Float>.size * (3 + 2 * slots + readings * (2 + slots)))
    let rule = Work(name: text, units: n * calls, bytes: bytes, isOneThread: threads == 1) {
      for _ in 0..<calls { _ = kernel.step(step, oracle) }
      withExtendedLifetime(memory) {}
    }
    let traffic = Work(
      name: "traffic of \(slots)", units: n * calls, bytes: bytes, isOneThread: threads == 1
    ) {
      let x = memory.pointer
      for _ in 0..<calls {
        let part = n / threads
        workers.perform(threads) { worker in
          let first = worker * part
          for _ in 0..<readings {
            _ = reference_reading(
              x + first, x + n + first, x + 2 * n + first, part, n, Int32(slots))
          }
          reference_traffic(
            x + first, x + n + first, x + 2 * n + first, part, n, Int32(slots))
        }
      }
      withExtendedLifetime(memory) {}
    }
    return [rule, traffic]
  }

  /// Every other coordinatewise rule, with and without sums, at its defaults.
  static var otherRules: [String] {
    Catalog.registry.optimizerTypes.compactMap { type in
      let (rule, name) = (type.init(), type.card.name)
      let isTimed = rule is any CoordinatewiseOptimizer || rule is any SummingOptimizer
      return isTimed && rule.needs.isSubset(of: .step) && !rules.contains(name) ? name : nil
    }
  }

  /// All of ``otherRules``, at each size, on one thread.
  static func runOthers() throws -> [String: [Timing]] {
    var all: [String: [Timing]] = [:]
    for n in sizes {
      print("other rules, float32, n = \(n): ns a coordinate (traffic: C, same loads)")
      for rule in otherRules {
        let times = try timeInRounds(works(rule, n, threads: 1), rounds: 3, seconds: 0.05)
        all["rules-\(n)", default: []] += times
        print(
          line(times[0]), " traffic", number(times[1].median), " ratio",
          number(times[1].median / times[0].median))
      }
    }
    return all
  }

  static func run() throws -> [String: [Timing]] {
    var all: [String: [Timing]] = [:]
    for (n, threads) in sizes.map({ ($0, 1) }) + [(10_000_000, 2)] {
      print(
        "engine, float32, n = \(n), threads \(threads): ns a coordinate (traffic: C, same loads)")
      for rule in rules {
        let times = try timeInRounds(works(rule, n, threads: threads))
        all["engine-\(n)-\(threads)", default: []] += times
        print(
          line(times[0]), " traffic", number(times[1].median), " ratio",
          number(times[1].median / times[0].median))
      }
    }
    return all
  }
}

/// Parameters, gradient and state in one allocation, laid out as in a run.
final class EngineMemory {
  let pointer: UnsafeMutablePointer<Float>
  let scalars: UnsafeMutablePointer<Double>
  private let report = ReportMemory<Float>(0)
  private let n: Int

  init(_ n: Int, _ layout: StateLayout) {
    self.n = n
    let state = OptimizerState<Float>(layout)
    pointer = .allocate(capacity: 2 * n + layout.count)
    scalars = .allocate(capacity: max(1, layout.scalars.count))
    for i in 0..<n {
      pointer[i] = 1
      // Never 0, where moments would fade to subnormal numbers.
      pointer[n + i] = Float(i % 8) - 3.5
    }
    for i in state.storage.indices { pointer[2 * n + i] = state.storage[i] }
    for i in state.scalars.indices { scalars[i] = state.scalars[i] }
  }

  var step: StepArguments<Float> {
    StepArguments(
      parameters: pointer, gradient: UnsafePointer(pointer + n), buffers: pointer + 2 * n,
      scalars: scalars, rate: 1e-3, report: report.pointer)
  }

  deinit {
    pointer.deallocate()
    scalars.deallocate()
  }
}
