import Descent
import Testing

/// Runs whose order of examples is given.
@Suite("A given order of batches") struct GivenBatchesTests {
  private func options(_ batches: [[Int]], _ stop: StoppingRules) -> RunOptions {
    var options = RunOptions(stop)
    options.batches = batches
    options.recordsBatches = true
    return options
  }

  private func run(
    _ batches: [[Int]], _ stop: StoppingRules, window: Int = 1,
    resuming checkpoint: Checkpoint<Double>? = nil
  ) throws -> Run<Double> {
    let sgd = try optimizer("sgd:lr=0.5")
    return try Run<Double>(
      Means(count: 6, batch: 3), window > 1 ? sgd.accumulating(steps: window) : sgd,
      options: options(batches, stop), resuming: checkpoint)
  }

  static let batches = [[5, 0, 1], [2, 2], [4], [3], [0, 1, 5], [1]]

  @Test("A run visits the examples in the order that is given") func order() throws {
    let run = try run(Self.batches, .steps(6))
    let report = run.finish()
    #expect(report.batches == Self.batches && report.outcome == .stepLimit(step: 6))
    // Six examples are an epoch: the first three batches.
    #expect(report.epochs == 1 && run.progress.position == 5)
    let targets = Means(count: 6, batch: 3).examples
    var x = 8.0
    for batch in Self.batches {
      let slope = batch.reduce(0) { $0 + (x - targets[$1]) }
      x -= 0.5 * (slope / Double(batch.count))
    }
    #expect(report.parameters == [x])
  }

  @Test("A run goes on in the middle of the order") func resumes() throws {
    let whole = try run(Self.batches, .steps(6))
    whole.finish()
    for stop in 1..<6 {
      let part = try run(Self.batches, .steps(6))
      part.advance(stop)
      let rest = try run(Self.batches, .steps(6), resuming: part.checkpoint)
      #expect(rest.finish().batches == Array(Self.batches[stop...]))
      #expect(rest.checkpoint == whole.checkpoint, "\(stop)")
    }
  }

  @Test("A random order that was recorded is followed to the same point") func recorded() throws {
    var random = RunOptions(.epochs(3))
    random.seed = 4
    random.recordsBatches = true
    let first = try Run<Double>(Means(count: 10, batch: 4), optimizer("adam"), options: random)
      .finish()
    var given = random
    given.seed = 5
    given.batches = first.batches
    let second = try Run<Double>(Means(count: 10, batch: 4), optimizer("adam"), options: given)
      .finish()
    #expect(second.parameters == first.parameters && second.batches == first.batches)
  }

  @Test("An order that a run cannot follow is refused before it begins") func refused() throws {
    func error(_ batches: [[Int]], _ stop: StoppingRules, window: Int = 1) -> BatchesError? {
      do {
        _ = try run(batches, stop, window: window)
        return nil
      } catch { return error as? BatchesError }
    }
    #expect(error([[0], []], .steps(1)) == .empty(batch: 1))
    #expect(error([[0, 6]], .steps(1)) == .unknownExample(batch: 0, index: 6, count: 6))
    #expect(error([[0], [-1]], .steps(1)) == .unknownExample(batch: 1, index: -1, count: 6))
    #expect(error([[0, 1, 2, 3]], .steps(1)) == .tooLarge(batch: 0, count: 4, limit: 3))
    #expect(error([[0], [1]], .steps(3)) == .tooShort(updates: 2, needed: 3))
    // A window of two micro-batches; one also closes with the epoch.
    #expect(error([[0], [1], [2]], .steps(2), window: 2) == .tooShort(updates: 1, needed: 2))
    #expect(error([[0, 1, 2], [3, 4], [5], [0]], .steps(2), window: 2) == nil)
    #expect(error([[0, 1, 2], [3, 4, 5]], .epochs(2)) == .tooFewEpochs(epochs: 1, needed: 2))
    #expect(
      BatchesError.tooShort(updates: 2, needed: 3).description
        == "the batches last for 2 updates, the run makes 3")
  }

  @Test("A run without a length ends where the order ends") func usedUp() throws {
    let report = try run([[0, 1, 2], [3]], .cost(100)).finish()
    #expect(
      report.outcome
        == .failed(step: 2, message: "the 2 batches that were given are used up"))
    #expect(report.trace.count == 3)
  }

  @Test("The previous batch is known at every position of an order") func last() {
    for given in [nil, Self.batches] as [[[Int]]?] {
      let order = BatchOrder(exampleCount: 6, batchSize: 4, seed: 3, given: given)
      #expect(order.last == nil)
      for _ in 0..<6 {
        let batch = nextBatch(order)
        #expect(order.last == batch.indices)
        let resumed = BatchOrder(
          exampleCount: 6, batchSize: 4, seed: 3, epoch: order.epoch, position: order.position,
          batches: order.batches, given: given)
        #expect(resumed.last == batch.indices)
      }
    }
  }
}
