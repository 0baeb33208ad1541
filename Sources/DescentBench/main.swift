import Foundation

// Benchmarks, never tests: they print what they measure and fail nothing. With a file's name as
// argument, the timings go there as JSON too.

func number(_ value: Double) -> String { String(format: "%.3f", value) }

func line(_ timing: Timing) -> String {
  "  " + timing.name.padding(toLength: 38, withPad: " ", startingAt: 0)
    + number(timing.median) + "  (" + number(timing.lowest) + " to " + number(timing.highest) + ")"
}

if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "loop",
  let steps = Int(CommandLine.arguments[2])
{
  // For instruction counts: the bare loop and nothing else.
  print(try RosenbrockBench.loss(steps: steps, trace: 1))
  exit(0)
}

let wanted = Set(CommandLine.arguments.dropFirst().filter { !$0.hasSuffix(".json") })
var results: [String: [Timing]] = [:]
let benches: [(String, () throws -> [String: [Timing]])] = [
  ("engine", EngineBench.run), ("rosenbrock", RosenbrockBench.run),
]
for (name, bench) in benches where wanted.isEmpty || wanted.contains(name) {
  results.merge(try bench()) { $1 }
}
if let path = CommandLine.arguments.dropFirst().first(where: { $0.hasSuffix(".json") }) {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  try encoder.encode(results).write(to: URL(filePath: path), options: .atomic)
}
