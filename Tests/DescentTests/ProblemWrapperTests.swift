import Descent
import Testing

/// A rule with the needs of a line search: gradients that are consistent with values.
private struct Consistent: OracleOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0
  static let card = Card(name: "consistent", summary: "", formula: "", source: "")
  var needs: Needs { [.evaluation, .consistentGradient] }
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {}
}

@Suite("A wrapped problem") struct ProblemWrapperTests {
  private func noisy(_ std: Double = 0.5) throws -> NoisyProblem {
    try NoisyProblem(Bowl(), std: std)
  }

  @Test("jitter moves the start by the seed's normal numbers, and nothing else") func jitter()
    throws
  {
    let problem = try JitteredProblem(Bowl(), scale: 0.25)
    let random = CounterRandom(seed: 9).split(stream: 5)
    #expect(problem.start(seed: 9) == [4 + 0.25 * random.normal(0), -4 + 0.25 * random.normal(1)])
    #expect(problem.start(seed: 9) != problem.start(seed: 8))
    #expect(try problem.value(at: [1, 2]) == Bowl().value(at: [1, 2]))
    #expect(problem.specification.description == "jittered:scale=0.25,of=(bowl:n=2)")
    #expect(problem.offers == Bowl().offers)
    #expect(try JitteredProblem(Bowl(), scale: 0).start(seed: 3) == Bowl().start(seed: 3))
  }

  @Test("noise is a pure function of seed, batch and entry") func draws() throws {
    let examples = try #require(try Double.makeObjective(noisy()).examples)
    func gradient(_ seed: UInt64, _ batch: Int) -> [Double] {
      var g = [0.0, 0]
      let value = [0].withUnsafeBufferPointer {
        examples.gradient(
          at: [3, 1], into: &g, over: $0, draw: BatchDraw(seed: seed, batch: batch))
      }
      #expect(value == 5)
      return g
    }
    #expect(gradient(1, 1) == gradient(1, 1))
    #expect(Set([gradient(1, 1), gradient(1, 2), gradient(2, 1)]).count == 3)
    // Mean and variance over 2 · 2,000 draws: the bounds are five standard errors.
    let noise = (1...2000).flatMap { k in zip(gradient(7, k), [3.0, 1]).map { $0 - $1 } }
    let mean = noise.reduce(0, +) / 4000
    let variance = noise.reduce(0) { $0 + $1 * $1 } / 4000
    #expect(abs(mean) < 5 * 0.5 / 4000.0.squareRoot())
    #expect(abs(variance - 0.25) < 5 * 0.25 * (2.0 / 4000).squareRoot())
  }

  @Test("a run sees the noise of its step, reports without, and costs as much as without")
  func run() throws {
    var options = RunOptions(.steps(3))
    options.seed = 4
    let rule = try optimizer("sgd:lr=0.5")
    let report = try Run<Double>(noisy(), rule, options: options).finish()
    let stream = CounterRandom(seed: 4).split(stream: 4)
      .split(stream: fnv1a64("noisy"))
    var x = [4.0, -4]
    for step in 1...3 {
      let noise = stream.split(stream: UInt64(step))
      for i in 0..<2 { x[i] -= 0.5 * (x[i] + 0.5 * noise.normal(UInt64(i))) }
    }
    #expect(report.parameters == x)
    #expect(try report.loss == Bowl().value(at: x))
    // The start and three steps.
    #expect(report.evaluations.cost == 4 && report.evaluations.gradients == 4)
    let quiet = try Run<Double>(noisy(0), rule, options: options).finish()
    let plain = try Run<Double>(Bowl(), rule, options: options).finish()
    #expect(quiet.parameters == plain.parameters)
  }

  @Test("a resumed run goes on bit for bit", arguments: 0...4) func resumed(k: Int) throws {
    let options = RunOptions(.steps(5))
    let rule = try optimizer("adam")
    #expect(
      try ResumeTests.resumesExactly(Double.self, { try! noisy() }, rule, options, after: k))
    let batches = { try! NoisyProblem(Means(count: 10, batch: 4), std: 1) }
    #expect(
      try ResumeTests.resumesExactly(
        Float.self, batches, rule, RunOptions(.epochs(3)), after: k))
  }

  @Test("a rule that needs consistent gradients is refused, and takes the problem without noise")
  func consistent() throws {
    #expect(throws: ConfigurationError.self) {
      try Run<Double>(noisy(), Consistent(), options: RunOptions(.steps(1)))
    }
    _ = try Run<Double>(Bowl(), Consistent(), options: RunOptions(.steps(1)))
  }

  @Test("a size that is negative or not finite is refused", arguments: [-1, .nan, .infinity])
  func refused(size: Double) {
    #expect(throws: ConfigurationError.self) { try NoisyProblem(Bowl(), std: size) }
    #expect(throws: ConfigurationError.self) { try JitteredProblem(Bowl(), scale: size) }
  }

  /// The hash of the stream's name, from its definition.
  private func fnv1a64(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash = hash &* 0x100_0000_01b3
    }
    return hash
  }
}

@Suite("The metrics of a model") struct MetricsTests {
  @Test("lists the well-known names first, and only the existing ones") func order() {
    let metrics = Metrics(
      trainLoss: 1, testLoss: 2, testAccuracy: 0.5,
      others: [Metrics.Entry("perplexity", 7, higherIsBetter: false)])
    #expect(
      metrics.entries.map(\.name) == ["train_loss", "test_loss", "test_accuracy", "perplexity"])
    #expect(metrics.entries.map(\.higherIsBetter) == [false, false, true, false])
    #expect(metrics["perplexity"] == 7 && metrics["train_accuracy"] == nil)
  }
}
