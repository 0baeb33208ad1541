import Foundation
import Testing

@Suite("Right rules by other authors, and similar wrong ones")
struct PythonPairTests {
  static let classes = """
    import math


    class Averaging:
        def __init__(self, lr=0.1, beta=0.9):
            self.lr, self.beta, self.t, self.m = lr, beta, None, None

        def count(self, grads):
            return 1

        def taken(self, x):
            return x

        def moved(self, x):
            return x

        def step(self, params, grads):
            self.m = self.m or [[0.0] * len(p) for p in params]
            t = self.count(grads)
            for p, g, m in zip(params, grads, self.m):
                for i in range(len(p) if g is not None else 0):
                    m[i] = self.beta * m[i] + (1 - self.beta) * self.taken(g[i])
                    p[i] -= self.lr * self.moved(m[i]) / (1 - self.beta ** t)


    class CountsTheRun(Averaging):
        def count(self, grads):
            self.t = (self.t or 0) + 1
            return self.t


    class CountsTheLast(Averaging):
        def count(self, grads):
            self.t = self.t or [0] * len(grads)
            last = 1
            for k, g in enumerate(grads):
                if g is not None:
                    self.t[k] += 1
                    last = self.t[k]
            return last


    class TakesSigns(Averaging):
        def moved(self, x):
            return (x > 0) - (x < 0)


    class Swallows(Averaging):
        def taken(self, x):
            return 0.0 if math.isnan(x) else x


    class RefusesAll(Averaging):
        def step(self, params, grads):
            raise ValueError("sparse gradients only")


    class RaisesSometimes(Averaging):
        def __init__(self, lr=0.1, beta=0.9, nesterov=False, decay=0.0):
            super().__init__(lr, beta)
            self.nesterov = nesterov

        def step(self, params, grads):
            super().step(params, grads)
            if self.nesterov and self.beta == 0.5:
                {}["buffer"]


    class SecondStep(Averaging):
        def count(self, grads):
            self.t = (self.t or 0) + 1
            return math.nan if self.t == 2 else 1
    """

  static func checked(_ name: String) throws -> BridgeProgram.Result {
    // Use the same name each time, because cases depend on it.
    let (folder, _) = try BridgeProgram.file("pairs.py", classes)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try BridgeProgram.run(["check", "python:pairs.py:\(name)", "--no-database"], in: folder)
  }

  @Test(
    "A step count of the run, and the sign 0 of NaN, are no mistakes",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"),
    arguments: ["CountsTheRun", "TakesSigns"])
  func right(_ name: String) throws {
    let result = try Self.checked(name)
    #expect(result.status == 0, "\(result.output) \(result.errors)")
  }

  @Test(
    "The step count of another tensor, and a swallowed NaN, are found",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"),
    arguments: [("CountsTheLast", "P8"), ("Swallows", "P11")])
  func wrong(_ name: String, _ law: String) throws {
    let result = try Self.checked(name)
    #expect(result.status == 1)
    #expect(result.output.contains("FAILED \(law)"), "\(result.output)")
  }

  @Test(
    "One error is one finding, and hides no other",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"))
  func oneFinding() throws {
    let result = try Self.checked("RaisesSometimes")
    #expect(result.output.contains("nesterov changes nothing"), "\(result.output)")
    #expect(result.output.contains("nor does decay"))
    #expect(result.output.components(separatedBy: "KeyError: 'buffer'").count == 2)
    #expect(result.output.components(separatedBy: "\nFAILED ").count == 3)
  }

  @Test(
    "A NaN in the second step is one finding",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"))
  func notANumber() throws {
    let result = try Self.checked("SecondStep")
    #expect(result.status == 1, "\(result.output) \(result.errors)")
    #expect(result.output.components(separatedBy: "FAILED ").count == 2, "\(result.output)")
  }

  @Test(
    "A rule that refuses such gradients is held to no law, and a note says so",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"))
  func refused() throws {
    let result = try Self.checked("RefusesAll")
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(result.output.contains("sparse gradients only"))
    #expect(result.output.contains("0 passed"))
  }
}
