import Descent
import DescentCatalog
import SearchesPlugin
import Testing

/// The cost of rules that evaluate the objective, and the effect of stages before them.
@Suite("The cost of a rule's evaluations") struct OracleCostTests {
  private func problem(_ text: String) throws -> any Problem {
    try Catalog.registry.problem(Specification(text))
  }

  private func rule(_ text: String) throws -> any Optimizer {
    try Catalog.registry.optimizer(Specification(text))
  }

  private func stage(_ text: String) throws -> any Modifier {
    try Catalog.registry.modifier(Specification(text))
  }

  @Test("Clipped gradients bound the steps of SAM") func clipped() throws {
    let (sgd, clip) = (try rule("sgd:lr=0.001"), try stage("clip_norm:norm=0.001"))
    let sam = try SAM { $0.learningRate = 0.001 }
    for optimizer in [
      try sam.clipped(norm: 0.001), try Modified(sgd, by: [clip, stage("sam")]),
      try Modified(sgd, by: [stage("sam"), clip]),
    ] as [any Optimizer] {
      let trace = try Run<Double>(
        problem("rosenbrock"), optimizer, options: RunOptions(.steps(100))
      ).finish().trace
      let longest = trace.rows.map(\.stepNorm).max() ?? 0
      #expect(longest <= 1e-6 * (1 + 1e-9) && longest > 0.9e-6, "\(optimizer.specification)")
    }
  }

  private func path(
    _ optimizer: any Optimizer, _ text: String, _ stop: StoppingRules = .steps(10)
  ) throws -> [Double] {
    try Run<Double>(problem(text), optimizer, options: RunOptions(stop)).finish().parameters
  }

  @Test("With radius 0 SAM under accumulation is gradient descent, bit for bit")
  func radiusZero() throws {
    let sam = try SAM {
      $0.learningRate = 0.1
      $0.rho = 0
    }.accumulating(steps: 4)
    let sgd = try rule("sgd:lr=0.1").accumulating(steps: 4)
    // The noise of each micro-batch is drawn anew, and the same when it is asked about again.
    for text in ["softmax:data=iris,batch=30", "noisy:std=0.1,of=(quadratic:n=4)"] {
      #expect(try path(sam, text) == path(sgd, text), "\(text)")
    }
  }

  @Test("SAM under accumulation is SAM on the union of the batches", arguments: [true, false])
  func union(_ isRule: Bool) throws {
    let sam: any Optimizer =
      isRule
      ? try SAM { $0.learningRate = 0.1 }
      : try Modified(rule("sgd:lr=0.1"), by: [stage("sam")])
    let parts = try path(
      Modified(sam, by: [stage("accumulate:steps=4")]), "softmax:data=iris,batch=30")
    let whole = try path(sam, "softmax:data=iris,batch=full")
    #expect(ReferenceRecords.difference(parts, whole) <= 1e-12)
    // Micro-batches that ascend for themselves go elsewhere.
    let apart = try path(
      Modified(rule("sgd:lr=0.1"), by: [stage("accumulate:steps=4")]), "softmax:data=iris,batch=30")
    #expect(ReferenceRecords.difference(apart, whole) > 1e-6)
  }

  /// Rosenbrock's valley and a quadratic penalty, as one formula.
  struct Ridge: FormulaProblem {
    static let card = Card(name: "ridge", summary: "", formula: "", source: "")
    var layout: Layout { .vector(2) }
    func start(seed: UInt64) -> [Double] { [-1.2, 1] }
    func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
      let (a, b) = (x[1] - x[0] * x[0], 1 - x[0])
      return 100 * a * a + b * b + 0.25 * (x[0] * x[0] + x[1] * x[1])
    }
  }

  @Test(
    "A penalty gives a line search values and gradients of one function",
    arguments: [false, true])
  func penalty(_ isQuasiNewton: Bool) throws {
    let rule: any Optimizer = isQuasiNewton ? LBFGS() : GDArmijo()
    var options = RunOptions(.steps(6))
    options.start = [-1.2, 1]
    let around = try Run<Double>(
      problem("rosenbrock"), Modified(rule, by: [stage("l2:weight_decay=0.5")]), options: options
    ).finish()
    let written = try Run<Double>(Ridge(), rule, options: options).finish()
    // Rounding of values near 10 under curvatures up to 1,000.
    #expect(ReferenceRecords.difference(around.parameters, written.parameters) <= 1e-9)
    // The run's own loss stays the problem's.
    #expect(try around.loss == problem("rosenbrock").value(at: around.parameters))
  }

  @Test("A line search that accepts its first trial costs one gradient a step") func armijo() throws
  {
    let run = try Run<Double>(
      problem("sphere:n=3"), GDArmijo { $0.learningRate = 0.1 }, options: RunOptions(.steps(100)))
    let report = run.finish()
    #expect(report.evaluations.gradients == 101 && report.evaluations.values == 0)
    #expect(report.evaluations.cost == 101 && report.outcome == .stepLimit(step: 100))
    // It is gradient descent with the rate 0.1, seen from outside.
    #expect(try report.parameters == path(rule("sgd:lr=0.1"), "sphere:n=3", .steps(100)))
    #expect(try report.loss == problem("sphere:n=3").value(at: report.parameters))
  }

  /// A rule that records the horizon it receives.
  struct Told: OracleOptimizer {
    @Hyperparameter("rate", in: 0...) var learningRate = 1e-4
    @Hyperparameter("cost", above: 0) var cost = 1.0
    static let card = Card(name: "told", summary: "", formula: "", source: "")
    var nominalCost: Double { cost }
    func stateLayout(for layout: Layout) -> StateLayout {
      var state = StateLayout()
      state.appendScalar("horizon")
      return state
    }
    func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
      s.scalars[0] = Double(s.info.horizon ?? -1)
      return .updated
    }
  }

  @Test("A budget ends SAM after half the steps of gradient descent") func budget() throws {
    func report(_ optimizer: any Optimizer) throws -> RunReport {
      try Run<Double>(problem("rosenbrock"), optimizer, options: RunOptions(.cost(61))).finish()
    }
    let sgd = try rule("sgd:lr=0.0001")
    #expect(try report(sgd).outcome == .costLimit(step: 61))
    for sam in [
      try SAM { $0.learningRate = 1e-4 }, try Modified(sgd, by: [stage("sam")]),
    ] as [any Optimizer] {
      // The step that passes the budget is the last.
      #expect(try report(sam).outcome == .costLimit(step: 31))
      #expect(try report(sam).evaluations.cost == 1 + 62 && sam.nominalCost == 2)
    }
  }

  @Test("Rules receive the number of updates that a budget allows, rounded down") func horizon()
    throws
  {
    func told(_ optimizer: any Optimizer, _ text: String, _ cost: Double) throws -> Double {
      let run = try Run<Double>(problem(text), optimizer, options: RunOptions(.cost(cost)))
      run.advance(1)
      return run.state.scalars[0]
    }
    let double = try Told { $0.cost = 2 }
    #expect(try told(Told(), "rosenbrock", 61) == 61)
    #expect(try told(double, "rosenbrock", 61) == 30)
    #expect(try told(Modified(Told(), by: [stage("sam")]), "rosenbrock", 61) == 30)
    // A batch is a quarter of the examples; a window of four is all of them.
    #expect(try told(Told(), "softmax:data=iris,batch=30", 10) == 40)
    #expect(
      try told(Told().accumulating(steps: 4), "softmax:data=iris,batch=30", 10) == 10)
  }

  /// Fails or stops at its third step.
  struct Ending: OracleOptimizer {
    @Hyperparameter("rate", in: 0...) var learningRate = 1e-4
    @Hyperparameter("fails") var fails = true
    static let card = Card(name: "ending", summary: "", formula: "", source: "")
    func stateLayout(for layout: Layout) -> StateLayout {
      var state = StateLayout()
      state.appendScalar("steps")
      return state
    }
    func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
      if s.scalars[0] == 2 { return fails ? s.fail("no more") : s.stop(.trustRegionVanished) }
      s.scalars[0] += 1
      return .updated
    }
  }

  @Test(
    "A rule that stops or fails ends the run, and writes no row",
    arguments: ["rosenbrock", "softmax:data=iris,batch=30"])
  func endings(_ text: String) throws {
    for fails in [false, true] {
      let run = try Run<Double>(
        problem(text), Ending { $0.fails = fails }, options: RunOptions(.steps(9)))
      let report = run.finish()
      #expect(
        report.outcome
          == (fails
            ? .failed(step: 2, message: "no more")
            : .stopped(step: 2, reason: .trustRegionVanished)))
      #expect(report.trace.count == 3 && run.progress.step == 2)
    }
  }

  @Test("The batch before is known after a checkpoint") func previousBatch() throws {
    /// Descends on the batch before.
    struct Late: OracleOptimizer {
      @Hyperparameter("rate", in: 0...) var learningRate = 0.1
      static let card = Card(name: "late", summary: "", formula: "", source: "")
      var needs: Needs { [.evaluation, .examples] }
      var scratchVectors: Int { 1 }
      func stateLayout(for layout: Layout) -> StateLayout {
        var state = StateLayout()
        state.appendScalar("steps")
        return state
      }
      func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
        s.scalars[0] += 1
        guard s.scalars[0] > 1 else { return .updated }
        let g = s.scratch(0)
        _ = s.oracle.valueAndGradient(
          at: s.x.baseAddress!, over: .previousBatch, into: g.baseAddress!)
        for i in g.indices { s.x[i] -= T(s.rate) * g[i] }
        return .updated
      }
    }
    func run(_ checkpoint: Checkpoint<Double>? = nil) throws -> Run<Double> {
      try Run<Double>(
        problem("softmax:data=iris,batch=50"), Late(), options: RunOptions(.steps(9)),
        resuming: checkpoint)
    }
    let whole = try run()
    whole.finish()
    // Within an epoch of three batches, and at its end.
    for stop in [1, 3, 5] {
      let part = try run()
      part.advance(stop)
      let rest = try run(part.checkpoint)
      rest.finish()
      #expect(rest.checkpoint == whole.checkpoint, "\(stop)")
    }
  }
}
