import Descent
import Testing

@Suite("A resumed run") struct ResumeTests {
  static let specs = ["sgd:lr=0.3", "momentum", "adagrad", "rmsprop:momentum=0.5", "adam", "adamw"]

  /// Whether a run stopped after `k` steps and resumed equals an uninterrupted one, bit for bit.
  static func resumesExactly<T: KernelScalar>(
    _: T.Type, _ problem: () -> any Problem, _ rule: any Optimizer, _ options: RunOptions,
    after k: Int
  ) throws -> Bool {
    let whole = try Run<T>(problem(), rule, schedule: Alternating(), options: options)
    let part = try Run<T>(problem(), rule, schedule: Alternating(), options: options)
    for _ in 0..<k { part.advance() }
    let rest = try Run<T>(
      problem(), rule, schedule: Alternating(), options: options, resuming: part.checkpoint)
    let (a, b) = (whole.finish(), rest.finish())
    let tail = Array(a.trace.rows.suffix(b.trace.count))
    return a.outcome == b.outcome && a.parameters == b.parameters && a.loss == b.loss
      && a.gradientNorm == b.gradientNorm && a.evaluations == b.evaluations
      && a.metrics == b.metrics
      && a.epochs == b.epochs && tail == Array(b.trace.rows) && b.trace.count == a.outcome.step - k
      && whole.checkpoint == rest.checkpoint
  }

  @Test("goes on bit for bit on a full gradient", arguments: specs, [0, 1, 4, 9])
  func full(spec: String, k: Int) throws {
    let rule = try optimizer(spec)
    let options = RunOptions(.steps(10))
    #expect(try Self.resumesExactly(Double.self, { Bowl() }, rule, options, after: k))
    #expect(try Self.resumesExactly(Float.self, { Bowl() }, rule, options, after: k))
  }

  @Test("goes on bit for bit through mini-batches, order included", arguments: specs, 0...9)
  func batches(spec: String, k: Int) throws {
    let rule = try optimizer(spec)
    let options = RunOptions(.epochs(4))
    let problem = { Means(count: 10, batch: 4) }
    #expect(try Self.resumesExactly(Double.self, problem, rule, options, after: k))
  }

  @Test("goes on bit for bit through accumulation", arguments: 0...6)
  func accumulation(k: Int) throws {
    let rule = try optimizer("adam").accumulating(steps: 3)
    #expect(
      try Self.resumesExactly(
        Double.self, { Means(count: 23, batch: 4) }, rule, RunOptions(.epochs(4)), after: k))
  }

  @Test("would notice a counter that is not restored") func mutant() throws {
    let whole = try Run<Double>(Bowl(), optimizer("adam"), options: RunOptions(.steps(9)))
    for _ in 0..<4 { whole.advance() }
    var checkpoint = whole.checkpoint
    checkpoint.state.scalars[0] = 1
    let rest = try Run<Double>(
      Bowl(), optimizer("adam"), options: RunOptions(.steps(9)), resuming: checkpoint)
    #expect(rest.finish().parameters != whole.finish().parameters)
  }

  @Test("may go on for longer than the first run was to") func longer() throws {
    let short = try Run<Double>(Bowl(), optimizer("adam"), options: RunOptions(.steps(3)))
    short.finish()
    let long = try Run<Double>(
      Bowl(), optimizer("adam"), options: RunOptions(.steps(8)), resuming: short.checkpoint)
    let whole = try Run<Double>(Bowl(), optimizer("adam"), options: RunOptions(.steps(8)))
    #expect(long.finish().parameters == whole.finish().parameters)
  }

  @Test("has nothing to do if the checkpoint is of a finished run") func finished() throws {
    let run = try Run<Double>(Bowl(), optimizer("adam"), options: RunOptions(.steps(3)))
    let report = run.finish()
    let again = try Run<Double>(
      Bowl(), optimizer("adam"), options: RunOptions(.steps(3)), resuming: run.checkpoint)
    #expect(again.outcome == .stepLimit(step: 3))
    #expect(again.finish().parameters == report.parameters && again.report.loss == report.loss)
  }

  @Test("is a snapshot: going on does not change it") func snapshot() throws {
    let run = try Run<Double>(Bowl(), optimizer("adam"), options: RunOptions(.steps(9)))
    run.advance()
    let (checkpoint, copy) = (run.checkpoint, run.checkpoint)
    run.finish()
    #expect(checkpoint == copy && checkpoint.progress.step == 1 && checkpoint != run.checkpoint)
  }
}
