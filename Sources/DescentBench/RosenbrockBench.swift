import CBenchReference
import Descent
import DescentCatalog

/// Adam on two-dimensional Rosenbrock through the run loop, both behind erasure, with the trace on,
/// beside the same loop written by hand in C.
enum RosenbrockBench {
  static func loss(steps: Int, trace interval: Int) throws -> Double {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let optimizer = try Catalog.registry.optimizer(Specification("adam"))
    var options = RunOptions(.steps(steps))
    options.traceInterval = interval
    return try Run<Double>(problem, optimizer, options: options).finish().loss
  }

  static func run() throws -> [String: [Timing]] {
    let steps = 100_000
    func run(trace interval: Int) -> Double { (try? loss(steps: steps, trace: interval)) ?? .nan }
    let rows = UnsafeMutablePointer<Double>.allocate(capacity: 7 * (steps + 1))
    defer { rows.deallocate() }
    let (ours, theirs) = (run(trace: 1), reference_adam_rosenbrock(steps, 1e-3, rows))
    print("adam on rosenbrock, float64, \(steps) steps: ns a step")
    print("  final loss: descent \(ours), C \(theirs)")
    let times = try timeInRounds([
      Work(name: "descent, trace on", units: steps) { _ = run(trace: 1) },
      Work(name: "descent, trace off", units: steps) { _ = run(trace: 0) },
      Work(name: "C, trace on", units: steps) { _ = reference_adam_rosenbrock(steps, 1e-3, rows) },
      Work(name: "C, trace off", units: steps) { _ = reference_adam_rosenbrock(steps, 1e-3, nil) },
    ])
    for time in times { print(line(time)) }
    print("  ratio to C, trace on:", number(times[0].median / times[2].median))
    return ["rosenbrock": times]
  }
}
