import Descent
import DescentCatalog
import Foundation

/// Counts the instructions of fixed small works under callgrind, which gives the same count on every machine.
/// The count per step is the difference between a longer and a shorter run, divided by the difference in
/// steps.
///
/// The works are built for x86-64-v3 on every machine, because valgrind does not support wider vectors and
/// the count must not depend on the processor. Two counts of the same work differ by a few hundred of 40
/// million, because of the code before the first step. Matrix products use OpenBLAS's kernel for Haswell. The
/// bands (`Bands.swift`) extend 15 % to either side of the counts measured with Swift 6.3. This is wide
/// enough for a patch release of the compiler, and narrow enough to detect an allocation in a step, an
/// unspecialised call or a lost vector loop, which costs a factor of three or more. If a count falls below
/// its band, lower the band to guard the improvement.
struct InstructionGuard {
  /// The path of a copy of this program without the sections that valgrind cannot read.
  private let program: String

  static let coordinates = 10_000

  init(own: String) throws {
    program =
      FileManager.default.temporaryDirectory.appending(
        path: "descent-guard-\(ProcessInfo.processInfo.processIdentifier)-stripped"
      ).path()
    _ = try output(of: "strip", ["--strip-debug", "-o", program, own])
  }

  func check(_ verdict: inout Verdict) throws {
    defer { try? FileManager.default.removeItem(atPath: program) }
    // Keep the perceptron's steps within one epoch, because the end of an epoch costs more.
    for (work, short, long) in [("rosenbrock", 2000, 10_000), ("perceptron", 4, 40)] {
      let counts = try [short, long].map { try count([work, String($0)]) }
      try expect(&verdict, work, "step", Double(counts[1] - counts[0]) / Double(long - short))
    }
    let nothing = try count(["rule", "adam", "float32", "0"])
    var planted: [String: Double] = [:]
    let rules = try Catalog.optimizerTexts().filter { text in
      Bands.rules.contains(String(text.prefix { $0 != ":" }))
    }
    for rule in rules + ["planted-scalar", "planted-vector", "sums"] {
      for precision in ["float32", "float64"] {
        let steps = 500
        let total = try count(["rule", rule, precision, String(steps)])
        let perCoordinate = Double(total - nothing) / Double(steps * Self.coordinates)
        if rule.hasPrefix("planted") {
          planted[rule + precision] = perCoordinate
        } else {
          try expect(
            &verdict, "\(rule) \(precision)", "coordinate", perCoordinate
          ) { try Bands.ceiling(of: rule, precision) }
        }
      }
    }
    for (precision, least) in [("float32", 4.0), ("float64", 2.0)] {
      let ratio = planted["planted-scalar" + precision]! / planted["planted-vector" + precision]!
      // Require half of the numbers of a register, which are eight or four.
      verdict.expect(
        ratio > least, "control: the planted scalar rule costs \(ratio) times its vector form")
    }
  }

  /// - Parameter ceiling: the largest count of a work without a band; evaluated only for such works.
  private func expect(
    _ verdict: inout Verdict, _ work: String, _ unit: String, _ found: Double,
    ceiling: () throws -> Double? = { nil }
  ) throws {
    let text = "instructions: \(work): \(String(format: "%.3f", found)) a \(unit)"
    guard let measured = Bands.instructions[work] else {
      guard let ceiling = try ceiling() else {
        return verdict.expect(false, text + ", no band stated: add one")
      }
      return verdict.expect(found <= ceiling, text + ", at most \(ceiling)")
    }
    let band = measured * 0.85...measured * 1.15
    verdict.expect(
      band.contains(found),
      text + ", band \(band)" + (found < band.lowerBound ? ": lower it in Bands.swift" : ""))
  }

  private func count(_ work: [String]) throws -> Int {
    let options = ["--tool=callgrind", "--callgrind-out-file=/dev/null", program, "work"]
    // Use the same kernel for matrix products on every processor.
    let errors = try output(
      of: "valgrind", options + work, environment: ["OPENBLAS_CORETYPE": "Haswell"]
    ).errors
    let line = errors.split(separator: "\n").last { $0.contains("Collected") }
    guard let count = line?.split(separator: " ").last.flatMap({ Int($0) }) else {
      throw GuardError("callgrind did not say how many instructions it saw: \(errors)")
    }
    return count
  }
}

/// Runs a work under callgrind: `rosenbrock STEPS`, `perceptron STEPS` or `rule NAME PRECISION STEPS`.
func doWork(_ arguments: [String]) throws {
  let registry = Catalog.registry
  switch (arguments.first, arguments.count) {
  case ("rosenbrock", 2):
    // Use two-dimensional Rosenbrock in double precision with every step recorded.
    let options = RunOptions(.steps(Int(arguments[1]) ?? 0))
    _ = try Run<Double>(
      registry.problem(Specification("rosenbrock")), registry.optimizer(Specification("adam")),
      options: options
    ).finish()
  case ("perceptron", 2):
    let problem = try registry.problem(Specification("mlp:data=digits,hidden=64,batch=32"))
    let run = try Run<Float>(
      problem, registry.optimizer(Specification("adam")), options: RunOptions(.epochs(1)))
    run.advance(Int(arguments[1]) ?? 0)
  case ("rule", 4):
    let rule: any Optimizer =
      switch arguments[1] {
      case "planted-scalar": ScalarRule()
      case "planted-vector": VectorRule()
      case "sums": SumsRule()
      case let text: try registry.optimizer(Specification(text))
      }
    let steps = Int(arguments[3]) ?? 0
    if arguments[2] == "float32" {
      try apply(rule, steps, Float.self)
    } else {
      try apply(rule, steps, Double.self)
    }
  default: throw GuardError("no work is called \(arguments.joined(separator: " "))")
  }
}

/// Runs steps of a rule alone, with all numbers 0 except the gradient. The memory is set up by hand, so that
/// it costs almost nothing for any state.
private func apply<T: KernelScalar>(_ rule: any Optimizer, _ steps: Int, _: T.Type) throws {
  let n = InstructionGuard.coordinates
  let kernel = try T.makeKernel(rule, .vector(n))
  let report = ReportMemory<T>(0)
  let memory = UnsafeMutablePointer<T>.allocate(capacity: 2 * n + kernel.stateLayout.count)
  let scalars = UnsafeMutablePointer<Double>.allocate(capacity: 4)
  defer {
    memory.deallocate()
    scalars.deallocate()
  }
  memory.initialize(repeating: 0, count: 2 * n + kernel.stateLayout.count)
  for i in n..<2 * n { memory[i] = 1 }
  for (i, scalar) in kernel.stateLayout.scalars.enumerated() { scalars[i] = scalar.initial }
  let step = StepArguments(
    parameters: memory, gradient: UnsafePointer(memory + n), buffers: memory + 2 * n,
    scalars: scalars, rate: 1e-5, report: report.pointer)
  let oracle = Oracle<T>.unavailable()
  // Keep the report alive while the steps point to it.
  defer { withExtendedLifetime(report) {} }
  for _ in 0..<steps { _ = kernel.step(step, oracle) }
}
