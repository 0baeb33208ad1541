import Foundation

// Benchmarks, not tests: they print measurements and never fail. Arguments select benchmarks; an argument
// that is a file name receives the timings as JSON, too.

func number(_ value: Double) -> String { String(format: "%.3f", value) }

func line(_ timing: Timing) -> String {
  var text =
    "  " + timing.name.padding(toLength: 40, withPad: " ", startingAt: 0)
    + number(timing.median) + "  (" + number(timing.lowest) + " to " + number(timing.highest) + ")"
  if let count = timing.instructions { text += "  " + number(count) + " instructions" }
  if let speed = timing.gigabytesPerSecond { text += "  " + number(speed) + " GB/s" }
  if let speed = timing.gigaflops { text += "  " + number(speed) + " GFLOP/s" }
  return text
}

struct Results: Encodable {
  var timings: [String: [Timing]] = [:]
  var memory: [MemoryBench.Figures] = []
}

func measure(_ arguments: [String]) throws {
  let wanted = Set(arguments.filter { !$0.hasSuffix(".json") })
  var results = Results()
  let benches: [(String, () throws -> [String: [Timing]])] = [
    ("engine", EngineBench.run), ("rules", EngineBench.runOthers), ("sums", SummingBench.run),
    ("matrices", MatrixBench.run), ("curvature", CurvatureBench.run),
    ("rosenbrock", RosenbrockBench.run),
    ("perceptron", PerceptronBench.run), ("race", RaceBench.run), ("start", StartBench.run),
    ("formulas", FormulaBench.run), ("problems", ProblemBench.run), ("plugin", PluginBench.run),
    ("laws", LawBench.run),
  ]
  for (name, bench) in benches where wanted.isEmpty || wanted.contains(name) {
    results.timings.merge(try bench()) { $1 }
    fflush(nil)
  }
  if wanted.isEmpty || wanted.contains("memory") { results.memory = try MemoryBench.run() }
  if let path = arguments.first(where: { $0.hasSuffix(".json") }) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(results).write(to: URL(filePath: path), options: .atomic)
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "serve": try Server.serve()
  case "loss":
    // Run only the loop, for instruction counts.
    print(try RosenbrockBench.loss(steps: arguments.count == 2 ? Int(arguments[1]) ?? 0 : 0))
  case "memory-of":
    let figures = try MemoryBench.measure(arguments.last!)
    print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
  default: try measure(arguments)
  }
} catch {
  FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
  exit(2)
}
