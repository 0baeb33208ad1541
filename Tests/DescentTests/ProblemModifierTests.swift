import Descent
import ModifierPlugins
import Testing

/// The modifiers of problems on problems whose numbers are known.
@Suite("A problem modifier") struct ProblemModifierTests {
  private func sgd(_ rate: Double) throws -> any Optimizer { try optimizer("sgd:lr=\(rate)") }

  private func end(
    _ problem: any Problem, _ rule: any Optimizer, steps: Int, seed: UInt64 = 0
  ) throws -> [Double] {
    var options = RunOptions(.steps(steps))
    options.seed = seed
    return try Run<Double>(problem, rule, options: options).finish().parameters
  }

  @Test("a shift moves start and value, and a run moves along with it") func shifted() throws {
    let problem = try ShiftedProblem(Bowl(), by: [1, -2])
    #expect(problem.start(seed: 0) == [5, -6])
    #expect(try problem.value(at: [2, 0]) == Bowl().value(at: [1, 2]))
    #expect(try problem.gradient(at: [2, 0]) == [1, 2])
    #expect(problem.specification.description == "shifted:by=1;-2,of=(bowl:n=2)")
    let (plain, moved) = (
      try end(Bowl(), sgd(0.5), steps: 4), try end(problem, sgd(0.5), steps: 4)
    )
    #expect(moved == [plain[0] + 1, plain[1] - 2])
  }

  @Test("a random shift is a function of size and seed, in few bits") func random() throws {
    let problem = try ShiftedProblem(Bowl(), size: 3, seed: 7)
    #expect(problem.shift == (try ShiftedProblem(Bowl(), size: 3, seed: 7)).shift)
    #expect(problem.shift != (try ShiftedProblem(Bowl(), size: 3, seed: 8)).shift)
    for entry in problem.shift { #expect(entry * 0x1p19 == (entry * 0x1p19).rounded()) }
  }

  @Test("a permutation is exact, stays within tensors, and is undone") func permuted() throws {
    var bowl = Bowl()
    bowl.n = 9
    let problem = PermutedProblem(bowl, seed: 3)
    let x = (0..<9).map { Double($0) * 0.3 }
    #expect(problem.change.source.sorted() == Array(0..<9))
    #expect(problem.change.source != Array(0..<9))
    #expect(problem.change.preimage(image(problem, x)) == x)
    let undone = PermutedProblem(problem, seed: 3, isInverse: true)
    #expect(try undone.gradient(at: x) == bowl.gradient(at: x))
    #expect(undone.start(seed: 1) == bowl.start(seed: 1))
  }

  @Test("a rotation keeps lengths, mixes coordinates, and is undone up to rounding")
  func rotated() throws {
    var bowl = Bowl()
    bowl.n = 6
    let problem = try RotatedProblem(bowl, reflections: 16, seed: 1)
    let x = (1...6).map { Double($0) }
    let y = image(problem, x)
    func length(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    #expect(abs(length(y) - length(x)) < 1e-14 * length(x))
    #expect(zip(x, y).allSatisfy { abs($0 - $1) > 1e-3 })
    for (a, b) in zip(problem.change.preimage(y), x) { #expect(abs(a - b) < 1e-14) }
    let undone = try RotatedProblem(problem, reflections: 16, seed: 1, isInverse: true)
    for (a, b) in zip(try undone.gradient(at: x), x) { #expect(abs(a - b) < 1e-13) }
  }

  @Test("factors of the variables and of the value reach value, gradient and Hessian")
  func scaled() throws {
    let problem = try ScaledProblem(Bowl(), factors: [0.5, 4], exponent: 3)
    // 8 (x²/8 + 8y²): all exact.
    #expect(try problem.value(at: [2, 1]) == 68)
    #expect(try problem.gradient(at: [2, 1]) == [4, 128])
    #expect(problem.hessian(at: [2, 1]) == [2, 0, 0, 128])
    #expect(problem.start(seed: 0) == [8, -1])
    let graded = try ScaledProblem(Bowl(), condition: 16)
    #expect(graded.factors == [0.25, 4])
    #expect(graded.specification.description == "scaled:condition=16,exponent=0,of=(bowl:n=2)")
  }

  @Test("Student's t noise has its quantiles", arguments: [1.0, 2, 5]) func student(dof: Double)
    throws
  {
    let problem = try NoisyProblem(Bowl(), std: 1, degreesOfFreedom: dof)
    let examples = try #require(try Double.makeObjective(problem).examples)
    let noise = (1...4000).flatMap { k -> [Double] in
      var g = [0.0, 0]
      _ = [0].withUnsafeBufferPointer {
        examples.gradient(at: [0, 0], into: &g, over: $0, draw: BatchDraw(seed: 5, batch: k))
      }
      return g
    }.sorted()
    // The upper 5 % point of tables of the distribution; five standard errors of a fraction.
    let point = [1: 6.3138, 2: 2.9200, 5: 2.0150][dof]!
    let above = Double(noise.count { $0 > point }) / Double(noise.count)
    #expect(abs(above - 0.05) < 5 * (0.05 * 0.95 / 8000).squareRoot())
    #expect(abs(Double(noise.count { $0 > 0 }) / 8000 - 0.5) < 5 * 0.5 / 8000.0.squareRoot())
    #expect(problem.specification.description == "noisy:std=1,dof=\(Int(dof)),of=(bowl:n=2)")
  }

  @Test("bits and grids round to nearest, ties to even") func rounded() throws {
    let bits = try RoundedProblem(Bowl(), to: .bits(3))
    #expect(
      [1.0, 1.1, 1.125, 1.375, 9, 11, -11, 0].map { bits.rounded($0) }
        == [1, 1, 1, 1.5, 8, 12, -12, 0])
    #expect(bits.rounded(Double.infinity) == .infinity && bits.rounded(Double.nan).isNaN)
    #expect(bits.rounded(Double.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    let grid = try RoundedProblem(Bowl(), to: .grid(0.5))
    #expect([0.25, 0.75, 0.8, -3.3, 1e300].map { grid.rounded($0) } == [0, 1, 1, -3.5, 1e300])
    // ½ (1.1² + 0.3²) = 0.65 and (1.1, 0.3).
    #expect(try grid.value(at: [1.1, 0.3]) == 0.5)
    #expect(try grid.gradient(at: [1.1, 0.3]) == [1, 0.5])
    #expect(
      try RoundedProblem(Bowl(), to: .bits(53)).value(at: [1.1, 0.3])
        == Bowl().value(at: [1.1, 0.3]))
  }

  @Test("a delayed gradient is that of the point of d steps ago", arguments: [1, 2, 5])
  func delayed(d: Int) throws {
    let problem = try DelayedProblem(Bowl(), steps: d)
    var points = [[4.0, -4.0]]
    for k in 0..<9 {
      let old = points[max(0, k - d)]
      points.append(zip(points[k], old).map { $0 - 0.125 * $1 })
    }
    let report = try Run<Double>(problem, sgd(0.125), options: RunOptions(.steps(9))).finish()
    #expect(report.parameters == points[9])
    // The reported loss is that of the current point.
    #expect(try report.loss == Bowl().value(at: points[9]))
    let nested = try DelayedProblem(DelayedProblem(Bowl(), steps: d), steps: 1)
    #expect(
      try end(nested, sgd(0.125), steps: 9)
        == end(DelayedProblem(Bowl(), steps: d + 1), sgd(0.125), steps: 9))
  }

  @Test("delays go through other modifiers and mini-batches") func delayedInside() throws {
    let inside = try ShiftedProblem(DelayedProblem(Bowl(), steps: 2), by: [1, 2])
    let outside = try DelayedProblem(ShiftedProblem(Bowl(), by: [1, 2]), steps: 2)
    #expect(try end(inside, sgd(0.125), steps: 7) == end(outside, sgd(0.125), steps: 7))
    #expect(
      try end(inside, sgd(0.125), steps: 7)
        != end(ShiftedProblem(Bowl(), by: [1, 2]), sgd(0.125), steps: 7))
  }

  @Test("a missing coordinate is 0, a missing tensor absent, with the given frequency")
  func dropped() throws {
    var bowl = Bowl()
    bowl.n = 4
    let problem = try DroppedProblem(bowl, probability: 0.25)
    let examples = try #require(try Double.makeObjective(problem).examples)
    var missing = 0
    for k in 1...2000 {
      var g = [Double](repeating: 9, count: 4)
      let value = [0].withUnsafeBufferPointer {
        examples.gradient(
          at: [1, 2, 3, 4], into: &g, over: $0, draw: BatchDraw(seed: 1, batch: k))
      }
      #expect(value == 15)
      for (i, entry) in g.enumerated() { #expect(entry == 0 || entry == Double(i + 1)) }
      missing += g.count { $0 == 0 }
    }
    #expect(abs(Double(missing) / 8000 - 0.25) < 5 * (0.25 * 0.75 / 8000).squareRoot())
    // A rule with momentum moves on where a coordinate is 0, and stays where a tensor is absent.
    let rule = try optimizer("momentum:lr=0.1")
    let all = try DroppedProblem(Bowl(), probability: 1, by: .tensor)
    #expect(try end(all, rule, steps: 5) == [4, -4])
    let half = try DroppedProblem(Bowl(), probability: 0.5, by: .tensor)
    let run = try Run<Double>(half, rule, options: RunOptions(.steps(40)))
    var moved = 0
    var before = run.parameters
    while run.outcome == nil {
      run.advance()
      if run.parameters != before { moved += 1 }
      before = run.parameters
    }
    #expect((10...30).contains(moved))
  }

  @Test("descent after a drifting bowl lags behind as the recurrence says") func drifting() throws {
    let problem = try DriftingProblem(Bowl(), velocity: [0.5, 0])
    let report = try Run<Double>(problem, sgd(0.5), options: RunOptions(.steps(60))).finish()
    // eₖ = (1 − α)(eₖ₋₁ − v) from e = 4: at rest e = −v (1 − α)/α = −0.5.
    var e = 4.0
    for _ in 0..<60 { e = 0.5 * (e - 0.5) }
    #expect(abs(report.parameters[0] - 30 - e) < 1e-12)
    #expect(abs(report.loss - (e * e + report.parameters[1] * report.parameters[1]) / 2) < 1e-12)
    #expect(abs(report.loss - 0.125) < 1e-9)
  }

  @Test("under accumulation time counts steps, not batches") func driftingWindows() throws {
    let problem = try DriftingProblem(Bowl(), velocity: [1, 0])
    let rule = try sgd(1).accumulating(steps: 3)
    var options = RunOptions(.steps(4))
    options.seed = 1
    // With rate 1 each step lands on the minimum that it saw; here windows close at the end of an epoch.
    let run = try Run<Double>(problem, rule, options: options)
    #expect(run.finish().parameters == [4, 0])
    let means = try DriftingProblem(Means(count: 12, batch: 2), velocity: [1])
    let still = try end(Means(count: 12, batch: 12), sgd(1), steps: 1)
    let long = try end(means, sgd(1).accumulating(steps: 6), steps: 3)
    #expect(abs(long[0] - still[0] - 3) < 1e-12)
  }

  static let stateful: [@Sendable (any Problem) throws -> any Problem] = [
    { try NoisyProblem($0, std: 1, degreesOfFreedom: 2) },
    { try DroppedProblem($0, probability: 0.5) },
    { try DroppedProblem($0, probability: 0.5, by: .tensor) },
    { try DelayedProblem($0, steps: 3) },
    { try DriftingProblem($0, speed: 0.25, seed: 2) },
    { try RoundedProblem(DelayedProblem($0, steps: 2), to: .bits(5)) },
    { try PermutedProblem(DelayedProblem(NoisyProblem($0, std: 1), steps: 2), seed: 1) },
    { try DelayedProblem(DriftingProblem($0, speed: 0.25, seed: 2), steps: 2) },
  ]

  @Test("a resumed run goes on bit for bit", arguments: stateful.indices, 0...6)
  func resumed(place: Int, k: Int) throws {
    let modify = Self.stateful[place]
    let rule = try optimizer("adam")
    #expect(
      try ResumeTests.resumesExactly(
        Double.self, { try! modify(Bowl()) }, rule, RunOptions(.steps(6)), after: k))
    #expect(
      try ResumeTests.resumesExactly(
        Float.self, { try! modify(Means(count: 10, batch: 4)) }, rule, RunOptions(.epochs(2)),
        after: k))
  }

  @Test("a checkpoint without the points of the last steps is refused") func lostHistory() throws {
    let problem = try DelayedProblem(Bowl(), steps: 2)
    let run = try Run<Double>(problem, sgd(0.5), options: RunOptions(.steps(5)))
    run.advance(3)
    var checkpoint = run.checkpoint
    #expect(checkpoint.history.count == 4)
    checkpoint.history = []
    #expect(throws: CheckpointMismatch.self) {
      try Run<Double>(
        problem, sgd(0.5), options: RunOptions(.steps(5)), resuming: checkpoint)
    }
  }

  @Test("a rule that evaluates other points is refused a late gradient, in one line")
  func refused() throws {
    let late = try DelayedProblem(Bowl(), steps: 1)
    let sam = try Modified(sgd(0.1), by: [SharpnessAware()])
    let text = message {
      _ = try Run<Double>(late, sam, options: RunOptions(.steps(1)))
    }
    #expect(
      text?.hasSuffix("values and gradients at other points, which delayed does not offer") == true)
    _ = try Run<Double>(
      DelayedProblem(Bowl(), steps: 0), sam, options: RunOptions(.steps(1)))
    _ = try Run<Double>(
      DriftingProblem(Bowl(), speed: 1, seed: 0), sam, options: RunOptions(.steps(1)))
  }

  @Test("bad numbers are refused") func bad() throws {
    let refused: [() throws -> any Problem] = [
      { try ShiftedProblem(Bowl(), by: [1]) }, { try ShiftedProblem(Bowl(), by: [1, .nan]) },
      { try ShiftedProblem(Bowl(), size: -1, seed: 0) },
      { try RotatedProblem(Bowl(), reflections: -1, seed: 0) },
      { try ScaledProblem(Bowl(), condition: 0.5) },
      { try ScaledProblem(Bowl(), factors: [1, 0]) },
      { try ScaledProblem(Bowl(), factors: [1, 1, 1]) },
      { try ScaledProblem(Bowl(), condition: 1, exponent: 101) },
      { try NoisyProblem(Bowl(), std: 1, degreesOfFreedom: 0) },
      { try RoundedProblem(Bowl(), to: .bits(0)) }, { try RoundedProblem(Bowl(), to: .bits(54)) },
      { try RoundedProblem(Bowl(), to: .grid(0)) }, { try DelayedProblem(Bowl(), steps: -1) },
      { try DroppedProblem(Bowl(), probability: 1.5) },
      { try DroppedProblem(Bowl(), probability: .nan) },
      { try DriftingProblem(Bowl(), velocity: [1]) },
      { try DriftingProblem(Bowl(), speed: -1, seed: 0) },
    ]
    for make in refused { #expect(throws: ConfigurationError.self) { _ = try make() } }
  }
}

/// The point of the inner problem that corresponds to a point.
private func image(_ problem: some TransformedProblem, _ x: [Double]) -> [Double] {
  var y = x
  x.withUnsafeBufferPointer { problem.change.apply($0.baseAddress!, &y) }
  return y
}
