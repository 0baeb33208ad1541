import Descent
import DescentBridge
import DescentCatalog
import Foundation
import Testing

@Suite("Rules that evaluate the objective while they step")
struct ObjectiveTests {
  static let search = "exec:\(BridgeProgram.search)"

  static func parameters(_ optimizer: String, _ problem: String) throws -> String {
    let result = try BridgeProgram.run([
      "run", "--problem", problem, "--optimizer", optimizer, "--steps", "40",
    ])
    #expect(result.status == 0, "\(result.errors)")
    // Leave out the time.
    return result.output.split(separator: "\n")
      .filter { ["final loss", "gradient n", "parameters"].contains(String($0.prefix(10))) }
      .joined(separator: "\n")
      + (result.output.firstMatch(of: /cost +[0-9]+ gradients/).map { String($0.0) } ?? "")
  }

  @Test(
    "end where the built-in one does, after as many evaluations",
    arguments: ["rosenbrock", "quadratic", "exec:\(BridgeProgram.problem)"])
  func asBuiltIn(_ problem: String) throws {
    let own = try Self.parameters(Self.search, problem)
    #expect(try own == Self.parameters("gd_armijo:grow=0", problem))
    #expect(own.contains("cost"))
  }

  @Test("do so in plain Python, too", .enabled(if: BridgeProgram.hasPython, "no python3"))
  func python() throws {
    let (_, path) = try BridgeProgram.file(
      "search.py",
      """
      class Search:
          def __init__(self, lr=1.0):
              self.lr = lr

          def step(self, params, grads, closure):
              value, g = closure()
              start, t = [p[:] for p in params], self.lr
              square = sum(a * a for row in g for a in row)
              for cut in range(61):
                  for p, s, row in zip(params, start, g):
                      for i in range(len(p)):
                          p[i] = s[i] - t * row[i]
                  if closure()[0] <= value - 1e-4 * t * square:
                      return
                  t *= 0.5
      """)
    #expect(
      try Self.parameters("python:\(path):Search", "rosenbrock")
        == Self.parameters(Self.search, "rosenbrock"))
  }

  @Test("fork like values: a repeated step gets the evaluations of the first time")
  func forks() throws {
    let host = try WorkerHost(try WorkerCommand(exec: BridgeProgram.search))
    let rule = try ForeignOptimizer(host, name: "exec:search").rule(Specification("search"))
    var asked = 0
    let oracle = Oracle<Double> { p, g in
      asked += 1
      g[0] = 8 * p[0]
      return 4 * p[0] * p[0]
    }
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [1.0]
    func step() {
      let answer = stepper.step(&x, gradient: [8 * x[0]], value: 4 * x[0] * x[0], oracle: oracle)
      #expect(answer.hasMoved, "\(stepper.report.message)")
    }
    for _ in 0..<3 { step() }
    let (fork, point) = (stepper.state, x)
    for _ in 0..<2 { step() }
    let end = x
    let before = asked
    (stepper.state, x) = (fork, point)
    step()
    step()
    #expect(x == end)
    #expect(asked == before)
  }
}
