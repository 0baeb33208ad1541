import Descent
import DescentBridge
import DescentCatalog
import DescentChecks
import DescentLaws
import Foundation
import Testing

@Suite("Rules that live in a worker")
struct WorkerRuleTests {
  static func host(_ arguments: String, workers: Int = 1) throws -> WorkerHost {
    try WorkerHost(
      try WorkerCommand(exec: "\(BridgeProgram.worker) \(arguments)"), workers: workers)
  }

  @Test("agree with the built-in rules to the bit", arguments: ["sgd", "adam"])
  func agree(_ name: String) throws {
    let result = try BridgeProgram.run([
      "diff", "exec:\(BridgeProgram.worker) \(name)", name, "--cases", "100",
    ])
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(result.output.contains("identical to the bit in 100 cases"))
  }

  @Test("keep every law that applies to them", arguments: ["sgd", "adam"])
  func laws(_ name: String) throws {
    for words in [[], ["--like", name]] {
      let result = try BridgeProgram.run(
        ["check", "exec:\(BridgeProgram.worker) \(name)", "--no-database"] + words)
      #expect(result.status == 0, "\(result.output) \(result.errors)")
      #expect(result.output.contains(", 0 failed"))
    }
  }

  @Test("are stepped as the built-in rules are, and fork like values") func forks() throws {
    let host = try Self.host("adam")
    let rule = try ForeignOptimizer(host, name: "exec:adam").rule(Specification("adam:lr=0.1"))
    let own = try Catalog.registry.optimizer(Specification("adam:lr=0.1"))
    var (a, b) = (try Stepper<Float>(rule, .vector(3)), try Stepper<Float>(own, .vector(3)))
    var (x, y): ([Float], [Float]) = ([1, -2, 0.5], [1, -2, 0.5])
    func gradient(_ step: Int) -> [Float] { [0.5, -1, Float(step)] }
    for step in 0..<5 {
      #expect(a.step(&x, gradient: gradient(step)) == .updated)
      b.step(&y, gradient: gradient(step))
    }
    #expect(x == y)
    let (fork, other) = (a.state, b.state)
    let (startX, startY) = (x, y)
    for step in 5..<8 {
      a.step(&x, gradient: gradient(step))
      b.step(&y, gradient: gradient(step))
    }
    #expect(x == y)
    (a.state, b.state) = (fork, other)
    (x, y) = (startX, startY)
    for _ in 0..<3 {
      a.step(&x, gradient: [3, 2, 1], rate: 0.5)
      b.step(&y, gradient: [3, 2, 1], rate: 0.5)
    }
    #expect(x == y)
  }

  @Test("are resumed from the state that they save themselves") func checkpoint() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let specification = "exec:\(BridgeProgram.worker) adam:lr=0.1"
    func run(_ words: [String]) throws -> String {
      let result = try BridgeProgram.run(
        ["run", "--problem", "rosenbrock", "--optimizer", specification] + words)
      #expect(result.status == 0, "\(result.errors)")
      return result.output.split(separator: "\n").first { $0.hasPrefix("parameters") }
        .map(String.init) ?? ""
    }
    let whole = try run(["--steps", "60"])
    _ = try run(["--steps", "25", "--checkpoint", folder + "/c"])
    let resumed = try run(["--steps", "60", "--resume", folder + "/c"])
    #expect(!whole.isEmpty && whole == resumed)
  }

  @Test("lose old history beyond a budget, and say so") func budget() throws {
    let host = try Self.host("sgd")
    let rule = try ForeignOptimizer(host, name: "exec:sgd").rule(Specification("sgd"))
    let size = 1 << 19
    var stepper = try Stepper<Double>(rule, .vector(size))
    var x = [Double](repeating: 0, count: size)
    let gradient = [Double](repeating: 1, count: size)
    let start = stepper.state
    stepper.step(&x, gradient: gradient)
    let first = stepper.state
    // A step takes 8 MB, so the first is forgotten after eight more.
    for _ in 0..<9 { stepper.step(&x, gradient: gradient) }
    stepper.state = first
    #expect(stepper.step(&x, gradient: gradient) == .failed)
    #expect(stepper.report.message.contains("the newest 64 MiB"))
    stepper.state = start
    #expect(stepper.step(&x, gradient: gradient) == .updated)
  }
}
