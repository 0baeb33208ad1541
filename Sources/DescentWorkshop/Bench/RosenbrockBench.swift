import CBenchReference
import Descent
import DescentCatalog

/// Adam on two-dimensional Rosenbrock in double precision, compared with the same loop written by hand in C.
/// Problem and optimizer come from the catalogue by name, so that the loop knows neither type.
enum RosenbrockBench {
  static let steps = 10_000

  /// The final loss after `steps` steps through the run loop.
  static func loss(steps: Int, trace interval: Int = 1) throws -> Double {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let optimizer = try Catalog.registry.optimizer(Specification("adam"))
    var options = RunOptions(.steps(steps))
    options.traceInterval = interval
    return try Run<Double>(problem, optimizer, options: options).finish().loss
  }

  static func descent(trace interval: Int, steps: Int = steps) -> Work {
    Work(name: interval > 0 ? "descent, trace on" : "descent, trace off", units: steps) {
      _ = try loss(steps: steps, trace: interval)
    }
  }

  /// The handwritten loop with the same table recorded, in memory that it allocates itself, as a run does.
  static func reference(trace: Bool, steps: Int = steps) -> Work {
    Work(name: trace ? "C, trace on" : "C, trace off", units: steps) {
      let rows = trace ? UnsafeMutablePointer<Double>.allocate(capacity: 7 * (steps + 1)) : nil
      _ = reference_adam_rosenbrock(steps, 1e-3, rows)
      rows?.deallocate()
    }
  }

  /// The cost of a step without the set-up of its run: the difference of the times of a run of `steps` and a
  /// run with ten times `steps` more, divided by the difference in steps.
  private static func slope() throws -> [Timing] {
    let long = 11 * steps
    let times = try timeInRounds([
      descent(trace: 1, steps: steps), descent(trace: 1, steps: long),
      reference(trace: true, steps: steps), reference(trace: true, steps: long),
    ])
    func between(_ name: String, _ short: Timing, _ long: Timing) -> Timing {
      func slope(_ time: (Timing) -> Double) -> Double { (11 * time(long) - time(short)) / 10 }
      // Report the widest range that is consistent with the rounds.
      return Timing(
        name: "\(name), between \(steps) and \(11 * steps)", median: slope(\.median),
        lowest: (11 * long.lowest - short.highest) / 10,
        highest: (11 * long.highest - short.lowest) / 10)
    }
    let slopes = [between("descent", times[0], times[1]), between("C", times[2], times[3])]
    for slope in slopes { print(line(slope)) }
    print("  ratio to C of the slope, trace on:", number(slopes[0].median / slopes[1].median))
    return slopes
  }

  static func run() throws -> [String: [Timing]] {
    let (ours, theirs) = (try loss(steps: steps), reference_adam_rosenbrock(steps, 1e-3, nil))
    print("adam on rosenbrock, float64, \(steps) steps: ns a step")
    print("  final loss: descent \(ours), C \(theirs)")
    let times = try timeInRounds([
      descent(trace: 1), CommandBench.rosenbrock(), descent(trace: 0), reference(trace: true),
      reference(trace: false),
    ])
    for time in times { print(line(time)) }
    print("  ratio to C, trace on:", number(times[0].median / times[3].median))
    print("  ratio to C, trace on, through the command:", number(times[1].median / times[3].median))
    return ["rosenbrock": times + (try slope())]
  }
}
