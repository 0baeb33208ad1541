import Descent
import DescentCatalog
import DescentStudy

/// Instructions of fixed small works under callgrind, which counts them alike on every machine: those of
/// a longer run less those of a shorter one, by the steps between.
///
/// Built for x86-64-v3 whatever the machine has, because valgrind knows no wider vectors and because the
/// count must not move with the processor. The bands are 15 % to either side of what was measured with
/// Swift 6.3: wide enough for another patch release of the compiler, narrow enough to show one more
/// allocation, an unspecialised call or a lost vector loop (which costs four times). A count below the
/// band is good news: lower the band, so that it guards what was gained.
enum InstructionGuard {
  struct Case {
    let name: String
    /// What a count is divided by: steps, or coordinates.
    let unit: String
    let band: ClosedRange<Double>
    let short: Int
    let long: Int
    let unitsPerStep: Int
  }

  static let cases = [
    Case(
      name: "rosenbrock", unit: "step", band: 0...1, short: 2000, long: 10_000,
      unitsPerStep: 1),
    Case(
      name: "engine", unit: "coordinate", band: 0...1, short: 200, long: 1000,
      unitsPerStep: 1000),
  ]

  /// Does the work of a case, for callgrind to count.
  static func work(_ name: String, steps: Int) throws {
    let registry = Catalog.registry
    let adam = try registry.optimizer(Specification("adam"))
    switch name {
    case "rosenbrock":
      // Two-dimensional, in double precision, every step recorded.
      let problem = try registry.problem(Specification("rosenbrock"))
      _ = try Run<Double>(problem, adam, options: RunOptions(.steps(steps))).finish()
    default:
      // Adam's rule alone on 1,000 coordinates in single precision.
      var stepper = try Stepper<Float>(adam, .vector(1000))
      var x = [Float](repeating: 1, count: 1000)
      let gradient = [Float](repeating: 0.5, count: 1000)
      for _ in 0..<steps { stepper.step(&x, gradient: gradient) }
    }
  }

  static func check(_ verdict: inout Verdict, own: String) throws {
    for test in cases {
      let counts = try [test.short, test.long].map { try count(own, test.name, steps: $0) }
      let units = (test.long - test.short) * test.unitsPerStep
      let instructions = Double(counts[1] - counts[0]) / Double(units)
      let text = "instructions: \(test.name) \(instructions) a \(test.unit), band \(test.band)"
      verdict.note(text)
      verdict.expect(test.band.contains(instructions), text)
    }
  }

  private static func count(_ own: String, _ name: String, steps: Int) throws -> Int {
    let arguments = [
      "--tool=callgrind", "--callgrind-out-file=/dev/null", own, "work", name, String(steps),
    ]
    let errors = try output(of: "valgrind", arguments).errors
    let line = errors.split(separator: "\n").last { $0.contains("Collected") }
    guard let count = line?.split(separator: " ").last.flatMap({ Int($0) }) else {
      throw GuardError("callgrind did not say how many instructions it saw: \(errors)")
    }
    return count
  }
}
