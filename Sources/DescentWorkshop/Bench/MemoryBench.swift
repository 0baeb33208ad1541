import Descent
import DescentCatalog
import Foundation

/// The resident memory of training runs, each in its own process, compared with the computed requirement.
enum MemoryBench {
  struct Figures: Codable {
    let name: String
    /// The computed size in bytes of parameters, gradient, optimizer state, activations and examples.
    let needed: Int
    /// The peak growth of the process in bytes while it creates and executes the run.
    let peak: Int
    /// The growth in bytes between step 1,000 and step 10,000, without a trace.
    let growth: Int?
    var ratio: Double { Double(peak) / Double(needed) }
  }

  static let cases = [
    "784-512-512-10", "64-128-10", "sphere:n=4000000", "rosenbrock:n=1000000",
    ExampleMemory.name,
  ]

  static func run() throws -> [Figures] {
    print("memory of a lean training run, float32, Adam: bytes")
    return try cases.map { name in
      let figures = try inOwnProcess(name)
      print(
        "  " + name.padding(toLength: 22, withPad: " ", startingAt: 0), "needed", figures.needed,
        "peak", figures.peak, "ratio", number(figures.ratio), "growth over 9,000 steps",
        figures.growth.map(String.init) ?? "not measured")
      return figures
    }
  }

  private static func inOwnProcess(_ name: String) throws -> Figures {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["memory-of", name]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Figures.self, from: output)
  }

  /// Measures a case; it runs in a separate process.
  static func measure(_ name: String) throws -> Figures {
    if name == ExampleMemory.name { return try ExampleMemory.measure() }
    let perceptron = PerceptronBench.all.first { $0.name == name }
    let examples = perceptron.map { 10 * $0.batch } ?? 0
    let problem =
      try perceptron?.problem(examples: examples) ?? Catalog.registry.problem(Specification(name))
    let adam = try Catalog.registry.optimizer(Specification("adam"))
    // Run once to load the code and allocate the work memory of the matrix products.
    let small = try perceptron.map { _ in
      try Catalog.registry.problem(Specification("mlp:data=iris,batch=8"))
    }
    _ = try Run<Float>(
      small ?? Catalog.registry.problem(Specification("rosenbrock")), adam,
      options: RunOptions(.steps(2))
    ).finish()
    let n = problem.layout.count
    var numbers = 4 * n
    if let perceptron {
      numbers += perceptron.batch * perceptron.widths.reduce(0, +) + examples * perceptron.widths[0]
    }
    try resetPeak()
    let before = try residentBytes("VmRSS")
    // Turn the trace off, because it grows by design, by one row per step.
    var options = RunOptions(.steps(20_000))
    options.traceInterval = 0
    // Omit the copy of the previous point, as `--lean` does.
    options.keepsPrevious = false
    let run = try Run<Float>(problem, adam, options: options)
    run.advance(20)
    let peak = try residentBytes("VmHWM") - before
    var growth: Int?
    if n < 100_000 {
      run.advance(980)
      let early = try residentBytes("VmRSS")
      run.advance(9000)
      growth = try residentBytes("VmRSS") - early
    }
    return Figures(
      name: name, needed: numbers * MemoryLayout<Float>.size, peak: peak, growth: growth)
  }

  /// Resets the recorded peak of the resident memory to its current value.
  static func resetPeak() throws {
    try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  static func residentBytes(_ key: String) throws -> Int {
    let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw BenchError("this system does not say \(key)")
    }
    return 1024 * kilobytes
  }
}
