import Descent
import Testing

@Suite("A run on mini-batches") struct MiniBatchRunTests {
  @Test("visits each example once an epoch, in the order of the seed") func order() throws {
    let problem = Means(count: 10, batch: 4)
    var options = RunOptions(.epochs(3))
    options.seed = 17
    let report = try Run<Double>(problem, optimizer("sgd:lr=0.5"), options: options).finish()
    #expect(report.outcome == .stepLimit(step: 9) && report.epochs == 3)
    let order = BatchOrder(exampleCount: 10, batchSize: 4, seed: 17)
    #expect(problem.log.all == (0..<9).map { _ in nextBatch(order).indices })
  }

  @Test("steps as the recurrence on those batches says, bit for bit") func recurrence() throws {
    let problem = Means(count: 10, batch: 4)
    var (losses, x): ([Double], Double) = ([], 8)
    let run = try Run<Double>(problem, optimizer("sgd:lr=0.5"), options: RunOptions(.steps(7)))
    let trace = run.finish().trace
    for batch in problem.log.all {
      var (loss, slope) = (0.0, 0.0)
      for i in batch {
        loss += (x - problem.examples[i]) * (x - problem.examples[i]) / 2
        slope += x - problem.examples[i]
      }
      losses.append(loss / Double(batch.count))
      x -= 0.5 * (slope / Double(batch.count))
    }
    #expect(run.parameters == [x])
    #expect(trace.rows.dropFirst().map(\.loss) == losses)
    #expect(trace.rows.map(\.learningRate) == [0] + [Double](repeating: 0.5, count: 7))
  }

  @Test("has the whole data's loss at the start and at the end of each epoch") func metrics() throws
  {
    let problem = Means(count: 10, batch: 4)
    let report = try Run<Double>(problem, optimizer("sgd:lr=0.5"), options: RunOptions(.epochs(2)))
      .finish()
    #expect(report.trace.metrics.map(\.row) == [0, 3, 6])
    for (row, metrics) in report.trace.metrics {
      let x = Array(report.trace.parameters(row))
      #expect(try metrics.trainLoss == problem.value(at: x))
    }
    #expect(report.trace[0].loss == report.trace.metrics[0].values.trainLoss)
    #expect(report.loss == report.metrics?.trainLoss)
    #expect(try report.loss == problem.value(at: report.parameters))
  }

  @Test("counts gradients, examples and values") func counts() throws {
    let report = try Run<Double>(
      Means(count: 10, batch: 4), optimizer("sgd"), options: RunOptions(.epochs(2))
    ).finish()
    // The start is evaluated in full; then three batches an epoch.
    #expect(report.evaluations.gradients == 1 + 6 && report.evaluations.examples == 10 + 20)
    #expect(report.evaluations.reports == 3)
  }

  @Test("reports its result when it ends within an epoch") func withinEpoch() throws {
    let problem = Means(count: 10, batch: 4)
    let report = try Run<Double>(problem, optimizer("sgd:lr=0.5"), options: RunOptions(.steps(4)))
      .finish()
    #expect(report.outcome == .stepLimit(step: 4) && report.epochs == 1)
    #expect(try report.loss == problem.value(at: report.parameters))
    #expect(report.evaluations.reports == 3)
  }

  @Test("with a batch of everything is full-batch descent") func full() throws {
    let problem = Means(count: 10, batch: 10)
    let report = try Run<Double>(problem, optimizer("sgd:lr=0.5"), options: RunOptions(.epochs(3)))
      .finish()
    #expect(report.outcome == .stepLimit(step: 3) && problem.log.all.isEmpty)
    #expect(report.evaluations.gradients == 4 && report.evaluations.examples == 40)
    #expect(try report.loss == problem.value(at: report.parameters))
    #expect(report.trace.metrics.map(\.row) == [0, 1, 2, 3])
  }

  @Test("judges target, plateau and bound by the whole data at the end of an epoch") func judges()
    throws
  {
    // Identical examples: every batch is the whole; each step halves x, an epoch of 3 steps by 8.
    func run(_ spec: String, _ change: (inout RunOptions) -> Void) throws -> RunReport {
      var options = RunOptions(.epochs(20))
      change(&options)
      return try Run<Double>(
        Means([Double](repeating: 0, count: 12), batch: 4), optimizer(spec), options: options
      ).finish()
    }
    // Losses 32, then 32/64 after an epoch.
    let target = try run("sgd:lr=0.5") { $0.target = 1 }
    #expect(target.outcome == .target(step: 3) && target.epochs == 1 && target.loss == 0.5)
    #expect(try run("sgd:lr=0") { $0.plateau = .init(patience: 2) }.outcome == .plateau(step: 6))
  }

  @Test("finds divergence at the batch that shows it, and keeps the point before")
  func diverges() throws {
    // x = 8 · (−3)ᵗ, batch losses 32 · 9ᵗ: the bound of 10⁴ is passed by x after step 3.
    let problem = Means([Double](repeating: 0, count: 20), batch: 4)
    var options = RunOptions(.epochs(9))
    options.lossBound = 1e4
    let run = try Run<Double>(problem, optimizer("sgd:lr=4"), options: options)
    let report = run.finish()
    #expect(report.outcome == .diverged(step: 3) && report.parameters == [72])
    #expect(report.loss == 2592 && report.metrics?.trainLoss == 2592)
  }

  @Test("accumulates over k batches, and closes the window at the end of an epoch")
  func accumulation() throws {
    let problem = Means(count: 10, batch: 2)
    let rule = try optimizer("sgd:lr=0.5").accumulating(steps: 3)
    let report = try Run<Double>(problem, rule, options: RunOptions(.epochs(2))).finish()
    // Five batches an epoch: windows of three and of two.
    #expect(report.outcome == .stepLimit(step: 4) && problem.log.all.count == 10)
    #expect(report.evaluations.gradients == 11 && report.evaluations.examples == 30)
    #expect(report.trace.metrics.map(\.row) == [0, 2, 4])
    var x = 8.0
    var first = 0
    for window in [3, 2, 3, 2] {
      let indices = problem.log.all[first..<(first + window)].flatMap(\.self)
      x -= 0.5 * (x - indices.map { problem.examples[$0] }.reduce(0, +) / Double(indices.count))
      first += window
    }
    // The means are summed in different orders.
    #expect(abs(report.parameters[0] - x) < 1e-14)
  }

  @Test(
    "over k batches is a run on batches k times as large", arguments: ["sgd:lr=0.5", "adam:lr=0.1"])
  func largeBatch(spec: String) throws {
    let small = try Run<Double>(
      Means(count: 22, batch: 2), optimizer(spec).accumulating(steps: 4),
      options: RunOptions(.epochs(3)))
    let large = try Run<Double>(
      Means(count: 22, batch: 8), optimizer(spec), options: RunOptions(.epochs(3)))
    let (a, b) = (small.finish(), large.finish())
    #expect(a.outcome == b.outcome && abs(a.parameters[0] - b.parameters[0]) < 1e-13)
    for (p, q) in zip(a.trace.rows, b.trace.rows) { #expect(abs(p.loss - q.loss) < 1e-13) }
  }

  @Test("is a function of the seed") func seeds() throws {
    func run(_ seed: UInt64) throws -> RunReport {
      var options = RunOptions(.epochs(2))
      options.seed = seed
      return try Run<Double>(Means(count: 30, batch: 4), optimizer("adam"), options: options)
        .finish()
    }
    #expect(try run(1) == run(1))
    #expect(try run(1).trace != run(2).trace)
  }

  @Test("runs in Float") func float() throws {
    let report = try Run<Float>(
      Means(count: 10, batch: 4), optimizer("sgd:lr=0.5"), options: RunOptions(.epochs(2))
    ).finish()
    #expect(report.outcome == .stepLimit(step: 6))
    #expect(report.parameters == [Double(Float(report.parameters[0]))])
  }
}
