import CBenchReference
import Descent
import DescentCatalog

/// Adam on two-dimensional Rosenbrock in double precision, beside the same loop written by hand in C.
/// Problem and optimizer come from the catalogue by name, so the loop sees neither's type.
enum RosenbrockBench {
  static let steps = 100_000

  /// Through the run loop, by itself.
  static func descent(trace interval: Int) throws -> Work {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let optimizer = try Catalog.registry.optimizer(Specification("adam"))
    var options = RunOptions(.steps(steps))
    options.traceInterval = interval
    return Work(name: interval > 0 ? "descent, trace on" : "descent, trace off", units: steps) {
      try Run<Double>(problem, optimizer, options: options).finish()
    }
  }

  /// By hand, with the same table recorded, in memory that it takes up itself, as a run does.
  static func reference(trace: Bool) -> Work {
    Work(name: trace ? "C, trace on" : "C, trace off", units: steps) {
      let rows = trace ? UnsafeMutablePointer<Double>.allocate(capacity: 7 * (steps + 1)) : nil
      _ = reference_adam_rosenbrock(steps, 1e-3, rows)
      rows?.deallocate()
    }
  }

  static func run() throws -> [String: [Timing]] {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let optimizer = try Catalog.registry.optimizer(Specification("adam"))
    let ours = try Run<Double>(problem, optimizer, options: RunOptions(.steps(steps))).finish()
    print("adam on rosenbrock, float64, \(steps) steps: ns a step")
    print("  final loss: descent \(ours.loss), C \(reference_adam_rosenbrock(steps, 1e-3, nil))")
    let times = try timeInRounds([
      descent(trace: 1), CommandBench.rosenbrock(), descent(trace: 0), reference(trace: true),
      reference(trace: false),
    ])
    for time in times { print(line(time)) }
    print("  ratio to C, trace on:", number(times[0].median / times[3].median))
    print("  ratio to C, trace on, through the command:", number(times[1].median / times[3].median))
    return ["rosenbrock": times]
  }
}
