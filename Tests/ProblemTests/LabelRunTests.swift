import Descent
import DescentCatalog
import Testing

/// Runs of a rule that estimates curvature from labels that the model draws.
@Suite("A run that draws labels") struct LabelRunTests {
  private func problem(_ text: String) throws -> any Problem {
    try Catalog.registry.problem(Specification(text))
  }

  private func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * (1 + abs($1)) }
  }

  @Test("a problem offers it by conformance, and so do its objectives") func offers() throws {
    for type in Catalog.registry.problemTypes {
      let problem = type.init()
      #expect(problem.offers.contains(.drawnLabels) == (problem is any LikelihoodProblem))
    }
    for text in [
      "softmax:data=iris", "mlp:data=iris", "logreg-ridge", "planar-logreg",
      "leastsquares:data=iris",
      "noisy:of=(softmax:data=iris)", "noisy:of=(logreg-ridge)", "rotated:of=(mlp:data=iris)",
    ] {
      let rule = try sophia()
      #expect(
        try Run<Double>(problem(text), rule, options: RunOptions(.steps(3))).finish().outcome.step
          == 3)
    }
    for text in [
      "rosenbrock", "drifting:of=(softmax:data=iris)", "delayed:of=(softmax:data=iris)",
    ] {
      let rule = try sophia()
      let error = #expect(throws: ConfigurationError.self) {
        _ = try Run<Double>(problem(text), rule, options: RunOptions(.steps(3)))
      }
      #expect("\(try #require(error))".contains("needs labels drawn from the model, which"))
    }
  }

  private func sophia() throws -> any Optimizer {
    try Catalog.registry.optimizer(
      Specification("sophia:hessian=gauss_newton_bartlett,update_period=3,lr=0.01"))
  }

  @Test("an estimate costs a gradient") func cost() throws {
    let report = try Run<Double>(
      problem("softmax:data=iris,test=0"), sophia(), options: RunOptions(.steps(7))
    ).finish()
    // One in each of steps 1, 4 and 7, and the one of the last point.
    #expect(report.evaluations.gradients == 11 && report.evaluations.cost == 11)
    #expect(report.evaluations.examples == 1650)
    let part = try Run<Double>(
      problem("softmax:data=iris,test=0,batch=50"), sophia(), options: RunOptions(.steps(7))
    ).finish()
    #expect(abs(part.evaluations.cost - 13.0 / 3) < 1e-12)
  }

  @Test("a window of batches estimates as one batch does") func window() throws {
    let order = CounterRandom(seed: 9).permutation(150)
    func point(_ size: Int, _ rule: any Optimizer) throws -> [Double] {
      var options = RunOptions(.steps(4))
      options.batches = stride(from: 0, to: 120, by: size).map { Array(order[$0..<($0 + size)]) }
      let run = try Run<Double>(
        problem("mlp:data=iris,hidden=4,test=0,activation=tanh,batch=\(size)"), rule,
        options: options)
      run.finish()
      return run.parameters
    }
    let whole = try point(30, sophia())
    let parts = try point(10, Modified(sophia(), by: [Accumulate { $0.steps = 3 }]))
    #expect(isNear(parts, whole, 1e-12))
  }

  @Test("a seed gives the same labels, another one others, and a resumed run continues")
  func seeds() throws {
    func run(_ seed: UInt64, _ steps: Int, _ resumed: Checkpoint<Float>? = nil) throws -> Run<Float>
    {
      var options = RunOptions(.steps(9))
      options.seed = seed
      options.start = [Double](repeating: 0.1, count: 15)
      let run = try Run<Float>(
        problem("softmax:data=iris,test=0"), sophia(), options: options, resuming: resumed)
      run.advance(steps)
      return run
    }
    let whole = try run(1, 9)
    #expect(try run(1, 9).parameters == whole.parameters)
    #expect(try run(2, 9).parameters != whole.parameters)
    let part = try run(1, 5)
    #expect(try run(1, 4, part.checkpoint).checkpoint == whole.checkpoint)
  }
}
