import Descent
import DescentCatalog
import SampledPlugin
import ScheduleFreePlugin
import SearchesPlugin
import SecondOrderPlugin
import Testing

/// Every rule that evaluates the objective must resume exactly, agree in both precisions, leave tensors
/// without a gradient unchanged, and stop by its own test.
@Suite("A rule that evaluates the objective") struct OracleRuleTests {
  /// A rule with settings at which every part is active, and a problem that meets its needs.
  struct Subject: Sendable, CustomTestStringConvertible {
    let rule: any Optimizer
    let problem: String

    var testDescription: String { "\(rule.specification)" }
  }

  static let subjects: [Subject] = {
    let bowl = "quadratic:n=6,condition=30,rotated=true"
    func make<Rule: ConfigurableOptimizer>(_ settings: [(key: String, text: String)], _: Rule.Type)
      -> Rule
    {
      do { return try Rule(settings: settings) } catch { preconditionFailure("\(error)") }
    }
    return [
      Subject(rule: make([("history_size", "3")], LBFGS.self), problem: "rosenbrock:n=10"),
      Subject(
        rule: make([("line_search", "none"), ("lr", "0.1")], LBFGS.self), problem: bowl),
      Subject(rule: make([("grow", "2")], GDArmijo.self), problem: "rosenbrock:n=10"),
      Subject(
        rule: make([("momentum", "0.5"), ("lr", "0.1")], SAM.self),
        problem: "softmax:data=iris,batch=30"),
      Subject(
        rule: make([("lr", "0.001"), ("period", "3")], SVRG.self),
        problem: "leastsquares:data=iris,batch=10"),
      Subject(rule: make([("lr", "0.5"), ("damping", "0.1")], GaussNewton.self), problem: "beale"),
      Subject(rule: make([("lr", "0.5")], NewtonCG.self), problem: bowl),
      Subject(
        rule: make([("lr", "0.1"), ("r", "1"), ("weight_decay", "0.01")], ScheduleFreeSGD.self),
        problem: "softmax:data=iris,batch=30"),
    ]
  }()

  private func run<T: KernelScalar>(
    _ subject: Subject, steps: Int, resuming: Checkpoint<T>? = nil, _: T.Type
  ) throws -> Run<T> {
    try Run<T>(
      Catalog.registry.problem(Specification(subject.problem)), subject.rule,
      options: RunOptions(.steps(steps)), resuming: resuming)
  }

  private func resumes<T: KernelScalar>(_ subject: Subject, _: T.Type) throws -> Bool {
    let whole = try run(subject, steps: 12, T.self)
    whole.finish()
    let part = try run(subject, steps: 12, T.self)
    part.advance(5)
    let rest = try run(subject, steps: 12, resuming: part.checkpoint, T.self)
    rest.finish()
    return rest.checkpoint == whole.checkpoint && part.checkpoint != whole.checkpoint
      && whole.progress.step == 12
  }

  @Test("A rule resumes bit for bit from a checkpoint", arguments: subjects)
  func resume(_ subject: Subject) throws {
    #expect(try resumes(subject, Double.self))
    #expect(try resumes(subject, Float.self))
  }

  @Test("Single precision is double precision, rounded", arguments: subjects)
  func precisions(_ subject: Subject) throws {
    let x = try run(subject, steps: 4, Float.self)
    let y = try run(subject, steps: 4, Double.self)
    x.finish()
    y.finish()
    let worst = zip(x.parameters, y.parameters).reduce(0) {
      max($0, abs(Double($1.0) - $1.1) / max(1, abs($1.1)))
    }
    // Some ten roundings of 2⁻²⁴ a step, enlarged by the curvatures' ratio, up to 2,500 on Rosenbrock.
    #expect(worst <= 1e-3 && worst > 0)
  }

  /// f = ½ Σ rᵢ² with rᵢ = (i + 1)(xᵢ − 1)/4 and one more residual Σ x/2.
  static func oracle(_ n: Int) -> Oracle<Double> {
    func residuals(_ x: UnsafePointer<Double>, _ r: UnsafeMutablePointer<Double>) {
      r[n] = 0
      for i in 0..<n {
        r[i] = Double(i + 1) * (x[i] - 1) / 4
        r[n] += x[i] / 2
      }
    }
    func gradient(_ r: UnsafePointer<Double>, _ g: UnsafeMutablePointer<Double>) {
      for i in 0..<n { g[i] = Double(i + 1) * r[i] / 4 + r[n] / 2 }
    }
    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: n + 1)
    let r = memory.baseAddress!
    func evaluate(_ x: UnsafePointer<Double>, _ g: UnsafeMutablePointer<Double>) -> Double {
      residuals(x, r)
      gradient(r, g)
      return (0...n).reduce(0) { $0 + r[$1] * r[$1] / 2 }
    }
    var functions = Oracle<Double>.Functions(evaluate: evaluate)
    functions.hessianProduct = { _, v, product in
      var sum = 0.0
      for i in 0..<n { sum += v[i] / 2 }
      for i in 0..<n { product[i] = Double((i + 1) * (i + 1)) * v[i] / 16 + sum / 2 }
    }
    functions.residuals = ResidualFunctions(count: n + 1, factor: 0.5, values: residuals) {
      x, r, jacobian in
      residuals(x, r)
      for k in 0...n {
        for i in 0..<n { jacobian[k * n + i] = k == n ? 0.5 : (k == i ? Double(i + 1) / 4 : 0) }
      }
    }
    functions.evaluateExamples = { x, g, _ in evaluate(x, g) }
    functions.exampleCount = 1
    return Oracle(functions)
  }

  @Test(
    "A tensor without a gradient is unchanged, for any contents of the gradient",
    arguments: subjects)
  func absent(_ subject: Subject) throws {
    let layout = Layout([
      (name: "a", shape: [2]), (name: "b", shape: [3]), (name: "none", shape: [0]),
      (name: "c", shape: [2, 2]),
    ])
    let oracle = Self.oracle(9)
    func walk(_ junk: Double) throws -> [[Double]] {
      var stepper = try Stepper<Double>(subject.rule, layout)
      var (x, g) = ([Double](repeating: 0.25, count: 9), [Double](repeating: 0, count: 9))
      // Present, absent twice, present: also with what it has learned before.
      return [true, false, false, true].map { isPresent in
        let value = oracle.valueAndGradient(at: x, into: &g)
        if !isPresent { for i in 2..<5 { g[i] = junk } }
        stepper.step(
          &x, gradient: g, rate: 0.1, present: [true, isPresent, true, true], value: value,
          oracle: oracle)
        return x
      }
    }
    let points = try walk(0)
    #expect(points[0][2..<5] == points[1][2..<5] && points[1][2..<5] == points[2][2..<5])
    #expect(points[0][2..<5] != points[3][2..<5] && points[0][2..<5] != [0.25, 0.25, 0.25])
    for i in [0, 1, 5, 6, 7, 8] { #expect(points[0][i] != points[1][i]) }
    #expect(try walk(.nan) == points)
  }

  @Test("L-BFGS stops by its own test, and no row is written") func converged() throws {
    let rule = try LBFGS { $0.tolerance = 1e-6 }
    let report = try Run<Double>(
      Catalog.registry.problem(Specification("rosenbrock")), rule, options: RunOptions(.steps(500))
    ).finish()
    let steps = report.outcome.step
    #expect(report.outcome == .stopped(step: steps, reason: .converged) && steps < 100)
    #expect(report.trace.count == steps + 1 && report.gradientNorm <= 1e-6 * 2.0.squareRoot())
    // One per step would mean only the start and accepted first trials.
    #expect(report.evaluations.gradients > steps + 1)
  }

  @Test("At a minimum nothing is left to do") func atMinimum() throws {
    var options = RunOptions(.steps(5))
    options.start = [1, 1]
    let report = try Run<Double>(
      Catalog.registry.problem(Specification("rosenbrock")), LBFGS(), options: options
    ).finish()
    #expect(report.outcome == .stopped(step: 0, reason: .converged))
    #expect(report.trace.count == 1 && report.parameters == [1, 1])
  }

  @Test("A search that finds nothing lower stops and changes nothing") func noLower() throws {
    for rule in [LBFGS(), GDArmijo()] as [any Optimizer] {
      var stepper = try Stepper<Double>(rule, .vector(2))
      var x = [1.0, 2]
      let before = stepper.state
      let answer = stepper.step(
        &x, gradient: [3, 4], value: 0,
        oracle: Oracle { _, g in
          (g[0], g[1]) = (3, 4)
          return 1
        })
      #expect(answer == .stopped && stepper.report.reason == .lineSearchFailed)
      #expect(x == [1, 2] && stepper.state == before)
    }
  }

  @Test("A NaN gradient gives no direction") func noDescent() throws {
    var stepper = try Stepper<Double>(LBFGS(), .vector(1))
    var x = [1.0]
    #expect(stepper.step(&x, gradient: [.nan], value: 0, oracle: Self.oracle(1)) == .stopped)
    #expect(stepper.report.reason == .noDescent && x == [1])
  }

  @Test("An objective times a power of two takes the same path", arguments: [-40, 40])
  func scale(_ power: Int) throws {
    // After the first step, whose length is 1/‖g‖₁ at most: from a gradient of size 1 at most it is lr.
    func path(_ factor: Double) throws -> [Double] {
      var stepper = try Stepper<Double>(LBFGS { $0.historySize = 3 }, .vector(4))
      let base = Self.oracle(4)
      let oracle = Oracle<Double> { x, g in
        let value = base.valueAndGradient(at: x, into: g)
        for i in 0..<4 { g[i] *= factor }
        return factor * value
      }
      var (x, g) = ([0.5, 0.25, 2, 1], [0.0, 0, 0, 0])
      for step in 1...6 {
        let value = oracle.valueAndGradient(at: x, into: &g)
        let size = g.reduce(0) { $0 + abs($1) }
        stepper.step(
          &x, gradient: g, rate: step == 1 ? 0.5 / (factor * min(1, 1 / size)) : 1, value: value,
          oracle: oracle)
      }
      return x
    }
    let (one, other) = (try path(1), try path(Double(sign: .plus, exponent: power, significand: 1)))
    #expect(zip(one, other).allSatisfy { abs($0 - $1) <= 1e-12 })
  }

  @Test("Newton–CG takes Newton's steps on quadratics", arguments: [1.0, 0.5])
  func newton(_ rate: Double) throws {
    let problem = try Catalog.registry.problem(
      Specification("quadratic:n=4,condition=30,rotated=true"))
    let minimum = try #require(problem.reference?.point)
    let trace = try Run<Double>(
      problem, NewtonCG { $0.learningRate = rate }, options: RunOptions(.steps(3))
    ).finish().trace
    for step in 1...3 {
      // Newton's step multiplies the distance to the minimum by 1 − η, for any Hessian.
      let left = Double.pow(1 - rate, step)
      let start = Array(trace.parameters(0))
      let expected = zip(start, minimum).map { $1 + left * ($0 - $1) }
      #expect(ReferenceRecords.difference(Array(trace.parameters(step)), expected) <= 1e-12)
    }
  }

  @Test("With one batch of everything SVRG is gradient descent") func wholeBatch() throws {
    func path(_ rule: any Optimizer) throws -> [Double] {
      try Run<Double>(
        Catalog.registry.problem(Specification("leastsquares:data=iris")), rule,
        options: RunOptions(.steps(10))
      ).finish().parameters
    }
    let plain = try path(Catalog.registry.optimizer(Specification("sgd:lr=0.001")))
    let reduced = try path(
      SVRG {
        $0.learningRate = 0.001
        $0.period = 1
      })
    #expect(ReferenceRecords.difference(reduced, plain) <= 1e-12)
  }
}
