import Descent
import DescentCatalog
import Testing

@Suite("A rule with scheduled settings") struct ScheduledRuleTests {
  private func make(_ specification: Specification) throws -> any Optimizer {
    try Catalog.registry.optimizer(specification)
  }

  @Test("A cycled momentum equals a loop that makes a new rule for each step, bit for bit")
  func oneCycle() throws {
    let cycle = try Catalog.registry.schedule(Specification("one_cycle"), horizon: 20)
    let base = try make(Specification("momentum:lr=0.001,momentum=0.95,nesterov=true"))
    let scheduled = try Scheduled(base, schedules: [(key: "momentum", schedule: cycle)]) {
      try Catalog.registry.optimizer($0)
    }
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let run = try Run<Double>(problem, scheduled, options: RunOptions(.steps(20)))
    run.finish()
    let objective = try Double.makeObjective(problem)
    var x = problem.start(seed: 0)
    var g = x
    var state: OptimizerState<Double>?
    var momenta: Set<Double> = []
    for step in 1...20 {
      let momentum = 0.95 * cycle.factor(at: step)
      momenta.insert(momentum)
      var stepper = try Stepper<Double>(
        make(Specification("momentum:lr=0.001,momentum=\(momentum),nesterov=true")), problem.layout)
      if let state { stepper.state = state }
      _ = objective.valueAndGradient(&x, &g)
      stepper.step(&x, gradient: g)
      state = stepper.state
    }
    #expect(run.parameters == x && momenta.count > 10)
    #expect(run.state.storage == state?.storage)
    // Half-way and on from there.
    let part = try Run<Double>(problem, scheduled, options: RunOptions(.steps(20)))
    part.advance(9)
    let rest = try Run<Double>(
      problem, scheduled, options: RunOptions(.steps(20)), resuming: part.checkpoint)
    rest.finish()
    #expect(rest.checkpoint == run.checkpoint)
  }

  @Test("A value outside its range ends the run in failure, named") func outside() throws {
    let rise = try Catalog.registry.schedule(
      Specification("scaled:factor=2,of=(constant)"), horizon: nil)
    let scheduled = try Scheduled(
      make(Specification("momentum:momentum=0.9")), schedules: [(key: "momentum", schedule: rise)]
    ) { try Catalog.registry.optimizer($0) }
    #expect(throws: ConfigurationError.self) { try Stepper<Double>(scheduled, .vector(1)) }
  }

  @Test("A cut at a plateau resumes from a checkpoint, bit for bit") func plateau() throws {
    let problem = try Catalog.registry.problem(Specification("noisy:std=0.5,of=(quadratic:n=4)"))
    func run(_ checkpoint: Checkpoint<Double>? = nil) throws -> Run<Double> {
      try Run<Double>(
        problem, make(Specification("sgd:lr=0.05")),
        schedule: Catalog.registry.schedule(
          Specification("plateau:gamma=0.5,patience=2,cooldown=1,of=(exponential:gamma=0.99)"),
          horizon: nil),
        options: RunOptions(.steps(60)), resuming: checkpoint)
    }
    let whole = try run()
    whole.finish()
    for stop in [1, 20, 33, 59] {
      let part = try run()
      part.advance(stop)
      let rest = try run(part.checkpoint)
      rest.finish()
      #expect(rest.checkpoint == whole.checkpoint, "\(stop)")
    }
    let rates = whole.trace.rows.dropFirst().map(\.learningRate)
    #expect(whole.progress.reducer.factor < 0.5 && rates.last! < 0.05 * 0.5)
  }
}
