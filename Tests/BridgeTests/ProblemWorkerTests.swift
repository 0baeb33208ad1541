import Foundation
import Testing

@Suite("Problems that live in a worker")
struct ProblemWorkerTests {
  static func run(_ problem: String, _ optimizer: String, _ more: [String]) throws -> String {
    let result = try BridgeProgram.run(
      ["run", "--problem", problem, "--optimizer", optimizer] + more)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").first { $0.hasPrefix("parameters") }
      .map(String.init) ?? ""
  }

  @Test("are descended by built-in rules and by rules of workers alike") func mixed() throws {
    let problem = "exec:\(BridgeProgram.problem)"
    let own = try Self.run(problem, "adam:lr=0.1", ["--steps", "30"])
    #expect(own.contains("("))
    let other = try Self.run(
      problem, "exec:\(BridgeProgram.worker) adam:lr=0.1", ["--steps", "30"])
    #expect(own == other)
  }

  @Test("have mini-batches, and say which they have") func batches() throws {
    let problem = "exec:\(BridgeProgram.problem)"
    let whole = try Self.run(problem, "sgd:lr=0.1", ["--steps", "4"])
    let part = try Self.run(problem + ":batch=2", "sgd:lr=0.1", ["--steps", "4"])
    #expect(whole != part)
    let wrong = try BridgeProgram.run([
      "run", "--problem", problem + ":batch=5", "--optimizer", "sgd",
    ])
    #expect(wrong.status == 64 && wrong.errors.contains("[1, 4]"), "\(wrong.errors)")
  }

  static let bowl = """
    class Bowl:
        def start(self, seed):
            return {"a": [1.0, -2.0], "b": [0.5]}

        def loss(self, params):
            weights = [[1, 2], [3]]
            gradients = [[w * x for w, x in zip(r, p)] for r, p in zip(weights, params)]
            value = sum(g * x / 2 for r, p in zip(gradients, params) for g, x in zip(r, p))
            return value, gradients


    class Short(Bowl):
        def loss(self, params):
            return 0.0, [[1.0]]
    """

  @Test("may be a class of plain Python", .enabled(if: BridgeProgram.hasPython, "no python3"))
  func plain() throws {
    let (_, path) = try BridgeProgram.file("bowl.py", Self.bowl)
    #expect(
      try Self.run("python:\(path):Bowl", "adam:lr=0.1", ["--steps", "30"])
        == Self.run("exec:\(BridgeProgram.problem)", "adam:lr=0.1", ["--steps", "30"]))
    let wrong = try BridgeProgram.run([
      "run", "--problem", "python:\(path):Short", "--optimizer", "sgd",
    ])
    #expect(wrong.status == 2, "\(wrong.errors)")
    #expect(
      wrong.errors.contains("gradients of 1 numbers for parameters of 3")
        && wrong.errors.split(separator: "\n").count == 1, "\(wrong.errors)")
    let rule = try BridgeProgram.run([
      "run", "--problem", "rosenbrock", "--optimizer", "python:\(path):Bowl",
    ])
    #expect(rule.status == 64 && rule.errors.contains("is a problem"), "\(rule.errors)")
  }
}
