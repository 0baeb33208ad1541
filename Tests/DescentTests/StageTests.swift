import Descent
import DescentCatalog
import Testing

/// The modifiers of `Plugins/Modifiers`, compared with values computed by hand.
@Suite("A stage of modifiers") struct StageTests {
  private func stepper(_ rule: String, _ stages: String..., layout: Layout = .vector(2)) throws
    -> Stepper<Double>
  {
    let rule = try Catalog.registry.optimizer(Specification(rule))
    let stages = try stages.map { try Catalog.registry.modifier(Specification($0)) }
    return try Stepper(Modified(rule, by: stages), layout)
  }

  /// The points after steps with these gradients.
  private func points(
    _ stepper: Stepper<Double>, _ start: [Double], _ gradients: [[Double]], rates: [Double]? = nil
  ) -> [[Double]] {
    var (stepper, x) = (stepper, start)
    return gradients.enumerated().map { step, gradient in
      stepper.step(&x, gradient: gradient, rate: rates?[step])
      return x
    }
  }

  private let gradients = [[1.0, -2], [-0.5, 0.25], [3, 1], [-1, -1], [0.125, 2]]

  @Test("maximize goes up, and twice is not at all") func maximize() throws {
    let up = try points(stepper("sgd:lr=0.5", "maximize"), [1, 1], gradients)
    let down = try points(stepper("sgd:lr=0.5"), [1, 1], gradients.map { $0.map { -$0 } })
    #expect(up == down)
    #expect(
      try points(stepper("adam", "maximize", "maximize"), [1, 1], gradients)
        == points(stepper("adam"), [1, 1], gradients))
  }

  @Test("skip_nonfinite keeps point and state, counts, and continues") func skips() throws {
    var stepper = try stepper("adam:lr=0.1", "skip_nonfinite")
    var x = [1.0, 2]
    stepper.step(&x, gradient: [1, 1])
    let (point, state) = (x, stepper.state)
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(stepper.step(&x, gradient: [1, bad]) == .waiting)
    }
    #expect(x == point && stepper.state.storage == state.storage)
    #expect(stepper.state.scalars.dropLast() == state.scalars.dropLast())
    #expect(stepper.state.scalars.last == 3)
    stepper.step(&x, gradient: [1, 1])
    #expect(try x == points(self.stepper("adam:lr=0.1"), [1, 2], [[1, 1], [1, 1]])[1])
  }

  @Test("agc clips rows of matrices and whole vectors") func agc() throws {
    let layout = Layout([(name: "w", shape: [2, 2]), (name: "b", shape: [2])])
    let stepper = try stepper("sgd:lr=1", "agc:clip=0.5,eps=1", layout: layout)
    // Limits ½ · 5, ½ · 1, ½ · 10; norms 10, 0.25, 5.
    let moved = points(stepper, [3, 4, 0, 0, 6, 8], [[6, 8, 0.25, 0, 3, 4]])[0]
    #expect(moved == [3 - 1.5, 4 - 2, -0.25, 0, 3, 4])
  }

  @Test("centralized subtracts the means of rows, and does not change vectors") func centralized()
    throws
  {
    let layout = Layout([(name: "w", shape: [2, 2]), (name: "b", shape: [2])])
    let stepper = try stepper("sgd:lr=1", "centralized", layout: layout)
    #expect(
      points(stepper, [0, 0, 0, 0, 0, 0], [[1, 3, 2, -4, 1, 3]])[0] == [1, -1, -3, 3, -1, -3])
  }

  @Test("grokfast multiplies a constant gradient by 1 + λ from the first step") func grokfast()
    throws
  {
    let constant = [[1.0, -2], [1, -2], [1, -2]]
    #expect(
      try points(stepper("sgd:lr=1", "grokfast:alpha=0.9,lamb=2"), [0, 0], constant)
        == [[-3, 6], [-6, 12], [-9, 18]])
    #expect(
      try points(
        stepper("sgd:lr=1", "grokfast:filter=ma,window=2,lamb=2"), [0, 0], constant)
        == [[-1, 2], [-4, 8], [-7, 14]])
  }

  @Test(
    "cautious is the identity on gradient descent, and keeps entries that agree", arguments: 0..<3)
  func cautious(scale: Int) throws {
    #expect(
      try points(stepper("sgd:lr=0.5", "cautious"), [1, 1], gradients)
        == points(stepper("sgd:lr=0.5"), [1, 1], gradients))
    // The second move of momentum ½ is −(g + ½ g₁): (−0, …) is uphill in the first coordinate.
    let stages = ["cautious", "cautious:scale=count", "cautious:scale=none"]
    let momentum = try points(
      stepper("momentum:lr=1,momentum=0.5", stages[scale]), [0, 0], [[4, 4], [-1, 1]])
    let first = scale == 1 ? -4 * 2.0 / 3 : -4
    #expect(abs(momentum[0][0] - first) <= 1e-15)
    #expect(momentum[1][0] == momentum[0][0])
    #expect(abs(momentum[1][1] - (first - 3 * [2, 1, 1][scale])) <= 1e-14)
  }

  @Test("cautious keeps decoupled decay, unless it is coupled") func decay() throws {
    let spec = "adamw:lr=0.5,weight_decay=0.5"
    for (stage, expected) in [("cautious", 3.0), ("cautious:decay=coupled", 4.0)] {
      var stepper = try stepper(spec, stage, layout: .vector(1))
      var x = [4.0]
      stepper.step(&x, gradient: [8])
      x = [4]
      // The first moment still points down; decay takes off a quarter.
      stepper.step(&x, gradient: [-0.5])
      #expect(x == [expected])
    }
  }

  @Test("cautious compares moves with the rule's gradient, also behind maximize and accumulate")
  func order() throws {
    #expect(
      try points(stepper("sgd:lr=0.5", "maximize", "cautious"), [1, 1], gradients)
        == points(stepper("sgd:lr=0.5", "maximize"), [1, 1], gradients))
    let batches = [[4.0, 4], [-1, -1]]
    #expect(
      try points(stepper("sgd:lr=0.5", "accumulate:steps=2", "cautious"), [1, 1], batches)
        == points(stepper("sgd:lr=0.5", "accumulate:steps=2"), [1, 1], batches))
  }

  @Test(
    "decoupled around adam is adamw, bit for bit, in each form",
    arguments: ["rate", "schedule", "rate_squared"])
  func decoupled(form: String) throws {
    let rates = [0.1, 0.05, 0.0125, 0.2, 0.1]
    #expect(
      try points(
        stepper("adam:lr=0.1", "decoupled:weight_decay=0.3,decay=\(form)"), [1, -3], gradients,
        rates: rates)
        == points(
          stepper("adamw:lr=0.1,weight_decay=0.3,decay=\(form)"), [1, -3], gradients, rates: rates))
  }

  @Test("normalized makes the length 1, over all or over each tensor; 0 stays") func normalized()
    throws
  {
    let layout = Layout([(name: "a", shape: [2]), (name: "b", shape: [1])])
    func move(_ stage: String, _ g: [Double]) throws -> [Double] {
      try points(stepper("sgd:lr=1", stage, layout: layout), [0, 0, 0], [g])[0]
    }
    #expect(try move("normalized", [2, 3, 6]).map { $0 * -7 } == [2, 3, 6])
    #expect(try move("normalized:scope=tensor", [3, 4, 5]) == [-0.6, -0.8, -1])
    #expect(try move("normalized", [0, 0, 0]) == [0, 0, 0])
    // Neither overflow nor underflow.
    #expect(try move("normalized", [3e300, 4e300, 0]) == [-0.6, -0.8, 0])
    #expect(try abs(move("normalized", [3 * 0x1p-1066, 0x1p-1064, 0])[1] + 0.8) <= 1e-3)
  }

  @Test("noise of deviation 0 is no noise, and a stepper that goes back draws the same numbers")
  func noise()
    throws
  {
    #expect(
      try points(stepper("adam", "noise:std=0"), [1, 1], gradients)
        == points(stepper("adam"), [1, 1], gradients))
    var stepper = try stepper("sgd:lr=1", "noise:std=1,anneal=0")
    var x = [0.0, 0]
    stepper.step(&x, gradient: [0, 0])
    let (state, before) = (stepper.state, x)
    stepper.step(&x, gradient: [0, 0])
    let after = x
    (stepper.state, x) = (state, before)
    stepper.step(&x, gradient: [0, 0])
    #expect(x == after && x != before)
    stepper.seed = 1
    (stepper.state, x) = (state, before)
    stepper.step(&x, gradient: [0, 0])
    #expect(x != after)
  }

  @Test("project puts points on a box, a ball, a simplex, and one at a time") func project() throws
  {
    func point(_ stage: String, _ x: [Double]) throws -> [Double] {
      try points(stepper("sgd:lr=1", stage), x, [[0, 0]])[0]
    }
    #expect(try point("project:box=1", [3, -0.5]) == [1, -0.5])
    #expect(try point("project:ball=5", [6, 8]) == [3, 4])
    #expect(try point("project:ball=5", [3, 1]) == [3, 1])
    #expect(try point("project:simplex=1", [2, 1.5]) == [0.75, 0.25])
    #expect(try point("project:simplex=1", [3, -1]) == [1, 0])
    #expect(throws: ConfigurationError.self) { try point("project:box=1,ball=1", [0, 0]) }
  }

  @Test("polynomial_average with γ = 0 is the mean, and forgets with γ") func average() throws {
    for (gamma, weights) in [(0.0, [1.0, 1, 1]), (1, [1, 2, 3])] {
      var stepper = try stepper("sgd:lr=1", "polynomial_average:gamma=\(gamma)")
      var (x, sum) = ([0.0, 0], [0.0, 0])
      for (g, w) in zip(gradients, weights) {
        stepper.step(&x, gradient: g)
        sum = zip(sum, x).map { $0 + w * $1 }
      }
      let total = weights.reduce(0, +)
      for (a, b) in zip(stepper.evaluationPoint(x), sum) { #expect(abs(a - b / total) <= 1e-15) }
    }
  }

  @Test("lookahead starts at x₀ and pulls momentum back as far as the weights") func lookahead()
    throws
  {
    let momentum = "momentum:lr=1,momentum=0.5"
    let steps = [[2.0, 0], [2, 0], [2, 0]]
    // v = 2, 3; x = −2, −5: half of the way is −2.5, of the momentum 1.5.
    for (pullback, third) in [("none", -2.5 - 3.5), ("reset", -2.5 - 2), ("pullback", -2.5 - 2.75)]
    {
      let found = try points(
        stepper(momentum, "lookahead:k=2,alpha=0.5,pullback=\(pullback)"), [0, 0], steps)
      #expect(found.map { $0[0] } == [-2, -2.5, third])
    }
  }
}
