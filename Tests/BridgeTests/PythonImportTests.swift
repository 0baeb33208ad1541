import Foundation
import Testing

@Suite(
  "An import that does more than it should",
  .enabled(if: BridgeProgram.hasPython, "no python3"), .serialized)
struct PythonImportTests {
  static func run(_ first: String) throws -> BridgeProgram.Result {
    let (_, path) = try BridgeProgram.file("odd.py", first + "\n" + BridgeProgram.plainRule("Rule"))
    return try BridgeProgram.run([
      "run", "--problem", "quadratic", "--steps", "5", "--optimizer", "python:\(path):Rule",
    ])
  }

  @Test("prints, and reads standard input") func prints() throws {
    let result = try Self.run(
      "import os, sys\nprint('x' * 100000)\nos.write(1, b'raw')\nsys.stdin.read()\n")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("forks, and its child goes on with the import") func forks() throws {
    let result = try Self.run("import os\nos.fork()\n")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(
    "raises, exits or is not Python",
    arguments: [
      ("raise ValueError('no luck')\n", "ValueError: no luck (odd.py:1"),
      ("import sys\nsys.exit(7)\n", "with exit status 7"),
      ("import os\nos._exit(9)\n", "with exit status 9"), ("def (\n", "SyntaxError"),
      ("import no_such_package\n", "No module named 'no_such_package'"),
    ])
  func raises(_ first: String, _ words: String) throws {
    let result = try Self.run(first)
    #expect(result.status == 2)
    #expect(
      result.errors.contains(words) && result.errors.contains("was used")
        && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test("two packages that are not installed: the error says how to choose an interpreter")
  func missing() throws {
    let result = try BridgeProgram.run([
      "race", "--problem", "quadratic", "--optimizer", "python:no_such_a.Rule", "--optimizer",
      "python:no_such_b.Rule",
    ])
    #expect(result.status == 2)
    #expect(
      result.errors.contains("the package 'no_such_a' is not installed")
        && result.errors.contains("python3 was used (PATH)")
        && result.errors.contains("--python PATH or DESCENT_PYTHON"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("makes a rule whose constructor always raises") func constructor() throws {
    let source = """
      class Rule:
          def __init__(self, lr=0.1):
              raise KeyError("momentum_buffer")

          def step(self, params, grads):
              pass
      """
    let (_, path) = try BridgeProgram.file("raises.py", source)
    let result = try BridgeProgram.run(["check", "python:\(path):Rule"])
    #expect(result.status == 1 || result.status == 2, "\(result.output)\(result.errors)")
    #expect((result.output + result.errors).contains("momentum_buffer"))
  }
}
