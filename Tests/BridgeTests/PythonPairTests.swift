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


    class RoundsTails(Averaging):
        # Blocks of four numbers decay by a factor, the tail by a difference: the same except for rounding.
        def __init__(self, lr=0.1, beta=0.9, decay=0.0):
            super().__init__(lr, beta)
            self.decay = decay

        def tail(self, x):
            return x - self.lr * self.decay * x

        def step(self, params, grads):
            for p, g in zip(params, grads):
                for i in range(len(p) if g is not None else 0):
                    body = i < len(p) // 4 * 4
                    p[i] = p[i] * (1 - self.lr * self.decay) if body else self.tail(p[i])
            super().step(params, grads)


    class LosesTails(RoundsTails):
        # The tail decays by a billionth more.
        def tail(self, x):
            return x - self.lr * self.decay * (1 + 1e-9) * x


    class LooksForDistance(Averaging):
        # Steps get longer while the gradients stay the same, which never ends if these are equal forever.
        def __init__(self, lr=0.1):
            super().__init__(lr, 0.0)
            self.d, self.last = 1.0, None

        def lengthen(self):
            self.d *= 4

        def step(self, params, grads):
            for p, g in zip(params, grads):
                for i in range(len(p) if g is not None else 0):
                    p[i] -= self.lr * self.d * g[i]
            if self.last == grads and any(x for g in grads for x in g or []):
                self.lengthen()
            self.last = [None if g is None else g[:] for g in grads]


    class Raises(LooksForDistance):
        def lengthen(self):
            super().lengthen()
            if math.isinf(self.d):
                raise RuntimeError("too large")


    class EndsAtOnce(Averaging):
        def count(self, grads):
            self.t = (self.t or 0) + 1
            return math.nan if self.t > 300 else 1


    class Divides(Averaging):
        # The mean is divided by the decay, and grows without gradients, too.
        def step(self, params, grads):
            self.m = self.m or [[0.0] * len(p) for p in params]
            for p, g, m in zip(params, grads, self.m):
                for i in range(len(p) if g is not None else 0):
                    m[i] = m[i] / self.beta + g[i] if self.beta else g[i]
                    p[i] -= self.lr * m[i]


    class SharesSize(Averaging):
        # The length of all steps is a sum over all gradients, once that exceeds where it starts.
        def __init__(self, lr=0.1):
            super().__init__(lr, 0.0)
            self.d, self.s = 0.25, 0.0

        def step(self, params, grads):
            for p, g in zip(params, grads):
                for i in range(len(p) if g is not None else 0):
                    p[i] -= self.lr * self.d * ((g[i] > 0) - (g[i] < 0))
                    self.s += self.lr * min(1.0, abs(g[i])) / 64
            self.d = max(self.d, self.s)


    class DualAveraging(Averaging):
        # The start less all gradients at their rates, over the root of the sum of squares.
        def __init__(self, lr=0.1, decay=0.0):
            super().__init__(lr, 0.0)
            self.decay, self.start = decay, None

        def rate(self):
            return self.lr

        def step(self, params, grads):
            if self.start is None:
                self.start = [p[:] for p in params]
                self.sums = [([0.0] * len(p), [0.0] * len(p)) for p in params]
            for p, g, x, (s, v) in zip(params, grads, self.start, self.sums):
                for i in range(len(p) if g is not None else 0):
                    h = g[i] + self.decay * p[i]
                    s[i] += self.rate() * h
                    v[i] += h * h
                    p[i] = x[i] - s[i] / (1e-6 + math.sqrt(v[i]))


    class RateWithFloor(DualAveraging):
        def rate(self):
            return self.lr + 1e-6


    class FirstRate(Averaging):
        # The rate of the first step is the length of all.
        def __init__(self, lr=0.1):
            super().__init__(lr)

        def step(self, params, grads):
            if self.t is None:
                self.t = self.lr
            for p, g in zip(params, grads):
                for i in range(len(p) if g is not None else 0):
                    p[i] -= self.t * ((g[i] > 0) - (g[i] < 0))


    class RateOfConstructor(FirstRate):
        def __init__(self, lr=0.1):
            super().__init__(lr)
            self.t = lr
    """

  static func checked(_ name: String, _ laws: [String] = []) throws -> BridgeProgram.Result {
    // Use the same name each time, because cases depend on it.
    let (folder, _) = try BridgeProgram.file("pairs.py", classes)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try BridgeProgram.run(
      ["check", "python:pairs.py:\(name)", "--no-database"] + laws.flatMap { ["--law", $0] },
      in: folder)
  }

  @Test(
    "Counting the run's steps, signs of NaN, other rounding in tails, shared sizes: no mistakes",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"),
    arguments: [
      "CountsTheRun", "TakesSigns", "RoundsTails", "SharesSize", "DualAveraging", "FirstRate",
    ])
  func right(_ name: String) throws {
    let result = try Self.checked(name)
    #expect(result.status == 0, "\(result.output) \(result.errors)")
  }

  @Test(
    "Another tensor's count, a swallowed NaN, wrong tails, a rate with a floor or of old: found",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"),
    arguments: [
      ("CountsTheLast", "P8"), ("Swallows", "P11"), ("LosesTails", "T1"), ("RateWithFloor", "P14"),
      ("RateOfConstructor", "P17"),
    ])
  func wrong(_ name: String, _ law: String) throws {
    let result = try Self.checked(name)
    #expect(result.status == 1)
    #expect(result.output.contains("FAILED \(law)"), "\(result.output)")
  }

  @Test(
    "Moves that equal gradients lengthen without bound are no mistake",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"),
    arguments: ["LooksForDistance", "Raises"])
  func growth(_ name: String) throws {
    let result = try Self.checked(name, ["P16"])
    #expect(result.status == 0, "\(result.output) \(result.errors)")
  }

  @Test(
    "What is suddenly no number, or grows without gradients, is found under equal gradients",
    .enabled(if: PythonWorkerTests.hasPython, "no python3"), arguments: ["EndsAtOnce", "Divides"])
  func wrongGrowth(_ name: String) throws {
    let result = try Self.checked(name, ["P16"])
    #expect(result.output.contains("FAILED P16"), "\(result.output)")
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
