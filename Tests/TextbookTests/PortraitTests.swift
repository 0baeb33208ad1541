import Descent
import DescentTextbook
import SGDPlugin
import Testing

@Suite("The portrait of a rule") struct PortraitTests {
  private func portrait(_ rule: String) throws -> Portrait {
    try Portrait(of: Specification(rule), in: Laboratory())
  }

  @Test("Gradient descent's portrait is the textbook's") func gradientDescent() throws {
    let portrait = try portrait("sgd")
    #expect(portrait.isHomogeneous)
    #expect(abs(try #require(portrait.stabilityLimit) - 2) < 1e-6)
    // The best of twenty rates is not exactly the optimum, so the counts are off by a few per cent.
    #expect(abs(try #require(portrait.conditionExponent) - 1) < 0.02)
    #expect(abs(try #require(portrait.saddleGrowth) - 1.1) < 1e-9)
    #expect(portrait.noiseFloor == 1)
    #expect(portrait.remainder == nil)
  }

  @Test("Momentum is stable up to 2 (1 + β), needs √κ iterations, and has its noise floor")
  func momentum() throws {
    let portrait = try portrait("momentum")
    #expect(abs(try #require(portrait.stabilityLimit) - 3.8) < 1e-6)
    #expect(portrait.tunesMomentum)
    #expect(abs(try #require(portrait.conditionExponent) - 0.5) < 0.05)
    // (1 + β)/(1 − β)² … of SGD-01 at lr λ = 0.01 is 9.9; 2,000 chains know it to a few in a hundred.
    #expect(abs(try #require(portrait.noiseFloor) - 9.9) < 1)
    #expect(portrait.statements[0] == "stable up to lr = 3.80/L on a quadratic")
  }

  @Test("Rules with their own step length have no limit, but stay at a distance")
  func ownLength() throws {
    let portrait = try portrait("rmsprop:eps=0")
    #expect(!portrait.isHomogeneous)
    #expect(portrait.stabilityLimit == nil && portrait.saddleGrowth == nil)
    // RMS-01: it ends jumping between ±lr/2.
    #expect(abs(try #require(portrait.remainder) - 0.5) < 1e-6)
  }

  @Test("A rule that diverges has no noise floor; one that goes up has no limit") func wrong()
    throws
  {
    #expect(try portrait("sgd:weight_decay=1e6").noiseFloor == nil)
    var registry = Registry()
    registry.add(Ascent.self, SGD.self)
    let ascent = try Portrait(of: Specification("ascent"), in: Laboratory(registry: registry))
    #expect(ascent.stabilityLimit == 0)
    #expect(ascent.conditionExponent == nil && ascent.noiseFloor != 1)
    #expect(ascent.statements[0] == "diverges on a quadratic at every rate")
  }
}

private struct Ascent: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
  static let card = Card(name: "ascent", summary: "goes up", formula: "", source: "")

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    x += T(rate) * gradient
  }
}
