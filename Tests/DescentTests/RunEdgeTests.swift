import Descent
import Testing

/// The behaviour of a run where its parts meet: at intervals, at divergence, at a checkpoint.
@Suite("A run at the edges") struct RunEdgeTests {
  @Test(
    "keeps rows at intervals, the first and the last", arguments: [(2, 5), (3, 6), (10, 4), (1, 2)])
  func intervals(interval: Int, steps: Int) throws {
    var options = RunOptions(.steps(steps))
    options.traceInterval = interval
    let expected = (0...steps).filter { $0 % interval == 0 || $0 == steps }
    let run = try Run<Double>(Bowl(), optimizer("sgd:lr=0.5"), options: options)
    #expect(run.finish().trace.rows.map(\.step) == expected)
  }

  @Test("counts every example of a full batch that the rule evaluates") func fullBatch() throws {
    let run = try Run<Double>(
      Means(count: 10, batch: 10), Asking(), options: RunOptions(.steps(2)))
    let report = run.finish()
    #expect(report.evaluations.gradients == 7 && report.evaluations.examples == 70)
  }

  @Test("waits as long for an improvement as a run that never stopped", arguments: 0...5)
  func plateau(k: Int) throws {
    var options = RunOptions(.steps(20))
    options.plateau = .init(patience: 6)
    let rule = try optimizer("sgd:lr=0")
    #expect(try ResumeTests.resumesExactly(Double.self, { Bowl() }, rule, options, after: k))
  }

  @Test("ends in divergence as a run that never stopped", arguments: 0...5)
  func divergence(k: Int) throws {
    var options = RunOptions(.epochs(9))
    options.lossBound = 1e4
    let problem = { Means([Double](repeating: 0, count: 20), batch: 4) }
    let rule = try optimizer("sgd:lr=4")
    #expect(try ResumeTests.resumesExactly(Double.self, problem, rule, options, after: k))
  }

  @Test("refuses hyperparameters out of range, before it reads a layout that they do not allow")
  func hyperparameters() async {
    await #expect(processExitsWith: .success) {
      var problem = Bowl()
      problem.n = -3
      #expect(throws: ConfigurationError.self) {
        try Run<Double>(problem, optimizer("sgd"), options: RunOptions(.steps(1)))
      }
    }
  }

  @Test("refuses a checkpoint from further on in more examples, rather than stopping the process")
  func position() async {
    await #expect(processExitsWith: .success) {
      let large = try Run<Double>(
        Means(count: 100, batch: 2), optimizer("sgd"), options: RunOptions(.steps(40)))
      large.finish()
      #expect(throws: CheckpointMismatch.self) {
        try Run<Double>(
          Means(count: 10, batch: 2), optimizer("sgd"), options: RunOptions(.steps(50)),
          resuming: large.checkpoint)
      }
    }
  }

  @Test("reports loss and metrics of the point that it kept when an epoch's end shows divergence")
  func epochEnd() throws {
    // x = 8 · (−3)ᵗ and three steps an epoch: the loss after the first epoch is 23,328.
    var options = RunOptions(.epochs(9))
    options.lossBound = 1e4
    let problem = Means([Double](repeating: 0, count: 12), batch: 4)
    let report = try Run<Double>(problem, optimizer("sgd:lr=4"), options: options).finish()
    #expect(report.outcome == .diverged(step: 3) && report.parameters == [72])
    #expect(report.loss == 2592 && report.metrics?.trainLoss == 2592)
  }

  @Test("reports metrics of the point that it kept when a full batch shows divergence")
  func fullBatchMetrics() throws {
    var options = RunOptions(.steps(9))
    options.lossBound = 1e4
    let problem = Means([Double](repeating: 0, count: 12), batch: 12)
    let report = try Run<Double>(problem, optimizer("sgd:lr=4"), options: options).finish()
    #expect(report.outcome == .diverged(step: 3) && report.parameters == [72])
    #expect(report.loss == 2592 && report.metrics?.trainLoss == 2592)
  }

  @Test("keeps a finite loss and gradient norm when the very first batch shows divergence")
  func firstBatch() throws {
    // The mean of the losses at 8 is 1,006.4; at the outliers 4,232 and 5,832.
    var options = RunOptions(.epochs(1))
    options.lossBound = 4000
    let examples: [Double] = [100, -100] + [Double](repeating: 8, count: 8)
    for seed in 0..<20 as Range<UInt64> {
      options.seed = seed
      let report = try Run<Double>(
        Means(examples, batch: 1), optimizer("sgd:lr=0"), options: options
      ).finish()
      #expect(report.outcome.kind == "diverged" && report.parameters == [8])
      #expect(report.loss.isFinite && report.gradientNorm.isFinite)
    }
  }
}
