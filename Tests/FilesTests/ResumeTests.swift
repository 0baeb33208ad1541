import Descent
import DescentCatalog
import DescentFiles
import Testing
import ValleyProblems

/// A run that is stopped, written to a file, read and resumed ends as one that was never stopped: to
/// the last bit, in both precisions.
@Suite("A run resumed from a file") struct ResumeTests {
  static let optimizers = [
    "sgd:lr=0.0001", "sgd:lr=0.0001,weight_decay=0.01", "momentum:lr=0.0001",
    "momentum:lr=0.0001,nesterov=true", "momentum:lr=0.0001,dampening=0.5", "adagrad:lr_decay=0.01",
    "adagrad:initial_accumulator_value=0.1", "rmsprop", "rmsprop:centered=true,momentum=0.9",
    "adam",
    "adam:amsgrad=true", "adamw", "adamw:amsgrad=true",
  ]
  enum Modifier: CaseIterable { case none, clipNorm, clipValue, accumulate, decay, several }

  static func optimizer(_ spec: String, _ modifier: Modifier) throws -> any Optimizer {
    func modified(_ base: some Optimizer) throws -> any Optimizer {
      switch modifier {
      case .none: base
      case .clipNorm: try base.clipped(norm: 0.5)
      case .clipValue: try base.clipped(value: 0.25)
      case .accumulate: try base.accumulating(steps: 3)
      case .decay: try base.decayed(coupled: 0.01)
      case .several: try base.clipped(norm: 0.5).decayed(coupled: 0.01).accumulating(steps: 4)
      }
    }
    return try modified(try Catalog.registry.optimizer(Specification(spec)))
  }

  /// Runs to the end without a stop, and again with a stop at each of `stops`.
  private func compare<T: KernelScalar & StoredScalar>(
    _ type: T.Type, _ problem: any Problem, _ optimizer: any Optimizer, _ options: RunOptions,
    stops: (_ last: Int) -> [Int]
  ) throws -> RunReport {
    let schedule = try Catalog.registry.schedule(
      Specification("sgdr:period=7,warmup=5"), horizon: 9)
    let directory = try TemporaryDirectory()
    let path = directory.file("checkpoint")
    func run(_ checkpoint: Checkpoint<T>? = nil) throws -> Run<T> {
      try Run<T>(problem, optimizer, schedule: schedule, options: options, resuming: checkpoint)
    }
    let whole = try run()
    let expected = whole.finish()
    for stop in stops(expected.outcome.step) {
      let first = try run()
      while first.progress.step < stop, first.outcome == nil { first.advance() }
      try first.checkpoint.write(to: path)
      let second = try run(try Checkpoint<T>(contentsOf: path))
      let report = second.finish()
      let name = "\(T.precisionName) \(optimizer.specification), stop at \(stop)"
      #expect(report.outcome == expected.outcome, "\(name)")
      #expect(report.evaluations == expected.evaluations, "\(name)")
      #expect(report.epochs == expected.epochs, "\(name)")
      #expect(report.loss.bitPattern == expected.loss.bitPattern, "\(name)")
      #expect(report.gradientNorm.bitPattern == expected.gradientNorm.bitPattern, "\(name)")
      #expect(bits(second.parameters) == bits(whole.parameters), "\(name)")
      #expect(bits(second.state.storage) == bits(whole.state.storage), "\(name)")
      #expect(bits(second.state.scalars) == bits(whole.state.scalars), "\(name)")
      #expect(second.checkpoint.progress == whole.checkpoint.progress, "\(name)")
      let rows = zip(report.trace.rows.reversed(), expected.trace.rows.reversed())
      #expect(rows.allSatisfy { "\($0)" == "\($1)" }, "\(name)")
    }
    return expected
  }

  private func bits<T: StoredScalar>(_ numbers: [T]) -> [T.Bits] { numbers.map(\.storedBits) }

  private func randomStops(_ last: Int) -> [Int] {
    let random = CounterRandom(seed: UInt64(last))
    return [0, 1, last - 1, last] + (0..<2).map { random.index($0, below: last) }
  }

  @Test("every optimizer resumes exactly on Rosenbrock's valley", arguments: optimizers)
  func deterministic(_ spec: String) throws {
    for modifier in Modifier.allCases {
      let optimizer = try Self.optimizer(spec, modifier)
      let options = RunOptions(.steps(60))
      _ = try compare(Double.self, Rosenbrock(), optimizer, options, stops: randomStops)
      _ = try compare(Float.self, Rosenbrock(), optimizer, options, stops: randomStops)
    }
  }

  @Test("every optimizer resumes exactly within an epoch of mini-batches", arguments: optimizers)
  func stochastic(_ spec: String) throws {
    for modifier in Modifier.allCases {
      let optimizer = try Self.optimizer(spec, modifier)
      var options = RunOptions(.steps(45))
      options.seed = 11
      _ = try compare(Double.self, Regression(), optimizer, options, stops: randomStops)
      options.length = .epochs(6)
      _ = try compare(Float.self, Regression(), optimizer, options, stops: randomStops)
    }
  }

  @Test("a plateau is found at the same step, wherever the run was stopped")
  func plateau() throws {
    var options = RunOptions(.steps(1000))
    options.plateau = .init(patience: 5, threshold: 0.05)
    let adam = try Self.optimizer("adam:lr=0.01", .none)
    for report in [
      try compare(Double.self, Rosenbrock(), adam, options) {
        Array(stride(from: 0, through: $0, by: 2))
      },
      try compare(Float.self, Regression(batchSize: 50), adam, options) {
        Array(stride(from: 0, through: $0, by: 2))
      },
      try compare(Double.self, Regression(), adam, options) {
        Array(stride(from: 0, through: $0, by: 2))
      },
    ] {
      #expect(report.outcome.kind == "plateau")
    }
  }

  @Test("a divergence is found at the same step, with the same point kept") func divergence() throws
  {
    let sgd = try Self.optimizer("sgd:lr=30", .none)
    var options = RunOptions(.steps(200))
    options.lossBound = 1e9
    for batch in [8, 50] {
      let problem = Regression(batchSize: batch)
      // A diverged run cannot be resumed, so stop before its last step.
      let report = try compare(Double.self, problem, sgd, options) { Array(max(0, $0 - 5)..<$0) }
      #expect(report.outcome.kind == "diverged" && report.outcome.step > 3)
      // In the mini-batch run, only the batch after the last step shows the divergence.
      let stops = try compare(Float.self, problem, sgd, options) { batch == 8 ? [$0] : [$0 - 1] }
      #expect(stops.gradientNorm.isFinite && stops.loss.isFinite)
    }
  }

  @Test("target and gradient tolerance end a resumed run where they ended the whole one")
  func targets() throws {
    var options = RunOptions(.steps(60))
    let adam = try Self.optimizer("adam:lr=0.05", .none)
    let all = { (last: Int) in Array(stride(from: 0, to: last, by: 3)) + [last] }
    // A loss that is reached half-way, and a gradient norm.
    let free = try compare(Double.self, Regression(), adam, options) { [$0] }
    let losses = free.trace.metrics.map(\.values.trainLoss)
    options.target = losses[losses.count / 2]
    #expect(
      try compare(Double.self, Regression(), adam, options, stops: all).outcome.kind == "target")
    options.target = nil
    options.gradientTolerance = 0.5
    let report = try compare(Double.self, Regression(batchSize: 50), adam, options, stops: all)
    #expect(report.outcome.kind == "gradient_tolerance")
  }

  @Test("a checkpoint of another problem, optimizer, schedule or seed is refused, both named")
  func mismatch() throws {
    let options = RunOptions(.steps(9))
    let adam = try Self.optimizer("adam", .none)
    let run = try Run<Double>(Regression(), adam, options: options)
    while run.progress.step < 5 { run.advance() }
    let checkpoint = run.checkpoint
    func expectRefusal(_ parts: [String], _ body: () throws -> Run<Double>) {
      let error = #expect(throws: CheckpointMismatch.self) { _ = try body() }
      for part in parts { #expect(error?.description.contains(part) == true, "\(part)") }
    }
    expectRefusal(["regression", "rosenbrock"]) {
      try Run(Rosenbrock(), adam, options: options, resuming: checkpoint)
    }
    // Fewer examples than the checkpoint has visited.
    expectRefusal(["n=50", "n=10"]) {
      try Run(Regression(exampleCount: 10), adam, options: options, resuming: checkpoint)
    }
    expectRefusal(["adam", "adamw"]) {
      let adamW = try Self.optimizer("adamw", .none)
      return try Run(Regression(), adamW, options: options, resuming: checkpoint)
    }
    expectRefusal(["clip_norm:norm=0.5"]) {
      let clipped = try Self.optimizer("adam", .clipNorm)
      return try Run(Regression(), clipped, options: options, resuming: checkpoint)
    }
    expectRefusal(["constant", "cosine"]) {
      let cosine = try Catalog.registry.schedule(Specification("cosine"), horizon: 9)
      return try Run(
        Regression(), adam, schedule: cosine, options: options, resuming: checkpoint)
    }
    expectRefusal(["seed 0", "seed 1"]) {
      var other = options
      other.seed = 1
      return try Run(Regression(), adam, options: other, resuming: checkpoint)
    }
  }

  @Test("a checkpoint whose numbers do not fit is refused") func shapes() throws {
    let options = RunOptions(.steps(9))
    let adam = try Self.optimizer("adam", .none)
    let good = try Run<Double>(Regression(), adam, options: options).checkpoint
    let changes: [(inout Checkpoint<Double>) -> Void] = [
      { $0.parameters.removeLast() }, { $0.parameters.append(0) }, { $0.state.storage.append(0) },
      { $0.state.scalars.removeLast() }, { $0.previous = [] }, { $0.progress.position = 50 },
      { $0.progress.position = -1 },
    ]
    for change in changes {
      var bad = good
      change(&bad)
      #expect(throws: CheckpointMismatch.self) {
        _ = try Run<Double>(Regression(), adam, options: options, resuming: bad)
      }
    }
    _ = try Run<Double>(Regression(), adam, options: options, resuming: good)
  }
}
