import Foundation
import Testing

@Suite("Rules written in Python, under any interpreter")
struct PythonWorkerTests {
  static let hasPython = BridgeProgram.hasPython

  static let classes = """
    print("imports may print")


    class Momentum:
        def __init__(self, lr=0.1, momentum=0.9):
            self.lr, self.momentum, self.v = lr, momentum, None

        def step(self, params, grads):
            print("and so may steps")
            self.v = self.v or [[0.0] * len(p) for p in params]
            for p, g, v in zip(params, grads, self.v):
                for i in range(len(p) if g is not None else 0):
                    v[i] = self.momentum * v[i] + g[i]
                    p[i] -= self.lr * v[i]


    class DeadOption(Momentum):
        def __init__(self, lr=0.1, momentum=0.9, decay=0.0):
            super().__init__(lr, momentum)


    class Alias(Momentum):
        last = None

        def step(self, params, grads):
            super().step(params, self.last or grads)
            self.last = grads


    class Raises(Momentum):
        def step(self, params, grads):
            raise KeyError("exp_avg")


    class Shared(Momentum):
        count = 0

        def step(self, params, grads):
            Shared.count += 1
            super().step(params, [g and [v / Shared.count for v in g] for g in grads])


    class Single:
        def __init__(self, lr=0.1):
            self.lr = lr

        def step(self, params, grads):
            return [p if g is None else [a - self.lr * b for a, b in zip(p, g)]
                    for p, g in zip(params, grads)]


    class Nothing:
        pass
    """

  static func file() throws -> String {
    let path = NSTemporaryDirectory() + "rules\(UUID().uuidString.prefix(8)).py"
    try classes.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test(
    "A right rule keeps every law, even if it prints", .enabled(if: hasPython, "no python3"),
    arguments: ["Momentum", "Single"])
  func right(_ name: String) throws {
    let path = try Self.file()
    let result = try BridgeProgram.run(["check", "python:\(path):\(name)", "--no-database"])
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(result.output.contains(", 0 failed"))
  }

  @Test(
    "A wrong rule breaks the law for its fault", .enabled(if: hasPython, "no python3"),
    arguments: [
      ("DeadOption", "P12", "decay changes nothing"),
      ("Alias", "P3", "the gradient overwritten after each step"),
      ("Raises", "P1", "KeyError: 'exp_avg' (rules"), ("Shared", "P1", "expected"),
    ])
  func wrong(_ name: String, _ law: String, _ words: String) throws {
    let path = try Self.file()
    let result = try BridgeProgram.run([
      "check", "python:\(path):\(name)", "--law", law, "--no-database", "--cases", "40",
    ])
    #expect(result.status == 1, "\(result.output) \(result.errors)")
    #expect(result.output.contains("FAILED \(law)") && result.output.contains(words))
  }

  @Test(
    "A target that is not a rule is one line that names the interpreter",
    .enabled(if: hasPython, "no python3"),
    arguments: [
      (":Nothing", "is not an optimizer: it has no method 'step'"),
      (":Missing", "has no 'Missing'"),
      ("", "say which class"),
    ])
  func noRule(_ name: String, _ words: String) throws {
    let path = try Self.file()
    let result = try BridgeProgram.run(["show", "python:\(path)\(name)"])
    #expect(result.status == 2)
    #expect(
      result.errors.contains(words) && result.errors.contains("was used"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("A package that is not installed is named", .enabled(if: hasPython, "no python3"))
  func package() throws {
    let result = try BridgeProgram.run(["show", "python:no_such_package.Rule"])
    #expect(result.status == 2)
    #expect(result.errors.contains("the package 'no_such_package' is not installed"))
  }

  @Test("It races beside a built-in rule", .enabled(if: hasPython, "no python3")) func race() throws
  {
    let path = try Self.file()
    let result = try BridgeProgram.run([
      "race", "--problem", "quadratic", "--optimizer", "momentum:lr=0.1", "--optimizer",
      "python:\(path):Momentum", "--steps", "20",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("python:\(path):Momentum"))
  }
}
