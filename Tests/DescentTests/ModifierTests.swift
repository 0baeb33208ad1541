import Descent
import Testing

@Suite("Coupled weight decay") struct CoupledDecayTests {
  static let rules = [
    "sgd:lr=0.5", "momentum:lr=0.5", "adagrad:lr=0.5", "rmsprop:lr=0.5", "adam:lr=0.5",
  ]

  @Test("is a rule's own weight decay, bit for bit on dyadic numbers", arguments: rules)
  func own(spec: String) throws {
    var inside = try Stepper<Double>(optimizer(spec + ",weight_decay=0.25"), .vector(5))
    var around = try Stepper<Double>(optimizer(spec).decayed(coupled: 0.25), .vector(5))
    let random = CounterRandom(seed: 12)
    for step in 0..<20 as Range<UInt64> {
      // Reset to dyadic numbers at every step, so that g + λx is exact.
      var x = (0..<5).map { random.quarter(10 * step + $0) }
      let g = (5..<10).map { random.quarter(10 * step + $0) }
      var y = x
      inside.step(&x, gradient: g)
      around.step(&y, gradient: g)
      #expect(x == y)
    }
  }

  @Test("is not the decoupled decay of AdamW") func decoupled() throws {
    var adamW = try Stepper<Double>(optimizer("adamw:weight_decay=0.25"), .vector(1))
    var coupled = try Stepper<Double>(optimizer("adam").decayed(coupled: 0.25), .vector(1))
    var (x, y) = ([8.0], [8.0])
    adamW.step(&x, gradient: [1])
    coupled.step(&y, gradient: [1])
    #expect(x != y)
  }

  @Test("does not change a tensor without a gradient") func absent() throws {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
    var stepper = try Stepper<Double>(optimizer("sgd:lr=1").decayed(coupled: 0.5), layout)
    var x = [4.0, 4]
    stepper.step(&x, gradient: [0, 0], present: [true, false])
    #expect(x == [2, 4])
  }

  @Test("refuses a negative or infinite coefficient") func refuses() throws {
    let sgd = try optimizer("sgd")
    for (value, text) in [(-0.5, "-0.5"), (.infinity, "inf"), (.nan, "nan")] {
      #expect(
        message { _ = try sgd.decayed(coupled: value) }
          == "l2: weight_decay must lie in [0, inf), got \(text)")
    }
    #expect(throws: Never.self) { try sgd.decayed(coupled: 0) }
  }
}

@Suite("A composition of modifiers") struct ModifierCompositionTests {
  @Test("writes every modifier into the specification, in the order of acting") func specification()
    throws
  {
    let rule = try optimizer("sgd:lr=0.5").clipped(norm: 1).decayed(coupled: 0.25)
      .clipped(value: 0.5).accumulating(steps: 4)
    #expect(
      rule.specification.description
        == "modified:rule=(sgd:lr=0.5,weight_decay=0),by=((accumulate:steps=4),"
        + "(clip_value:value=0.5),(l2:weight_decay=0.25),(clip_norm:norm=1))")
    #expect(rule.learningRate == 0.5)
  }

  @Test("treats a gradient from the outermost modifier inwards") func order() throws {
    func step(_ rule: any Optimizer) throws -> Double {
      var stepper = try Stepper<Double>(rule, .vector(1))
      var x = [4.0]
      stepper.step(&x, gradient: [10], rate: 1)
      return x[0]
    }
    // Decay within clipping: clip 10 to 1, then add ½ · 4. The other way round: clip 12 to 1.
    #expect(try step(optimizer("sgd").decayed(coupled: 0.5).clipped(norm: 1)) == 4 - 3)
    #expect(try step(optimizer("sgd").clipped(norm: 1).decayed(coupled: 0.5)) == 4 - 1)
  }

  @Test("clips each micro-batch outside, or the mean inside, accumulation") func accumulation()
    throws
  {
    func step(_ rule: any Optimizer) throws -> Double {
      var stepper = try Stepper<Double>(rule, .vector(1))
      var x = [0.0]
      stepper.step(&x, gradient: [10], rate: 1)
      stepper.step(&x, gradient: [-4], rate: 1)
      return x[0]
    }
    #expect(try step(optimizer("sgd").clipped(value: 2).accumulating(steps: 2)) == -2)
    #expect(try step(optimizer("sgd").accumulating(steps: 2).clipped(value: 2)) == 0)
  }

  @Test("keeps the inner state under its own names, the modifier's after it") func state() throws {
    let rule = try optimizer("adam").clipped(norm: 1).accumulating(steps: 2)
    let state = try Stepper<Double>(rule, .vector(4)).state
    #expect(
      state.layout.buffers.map(\.slot.name) == [
        "first_moment", "second_moment", "accumulated_gradient",
      ])
    #expect(
      state.layout.scalars.map(\.name) == [
        "beta1_power", "beta2_power", "accumulated_batches", "accumulated_weight[x]",
      ])
    #expect(state.scalars == [1, 1, 0, 0] && state.byteCount == 3 * 32 + 32)
  }

  @Test("keeps the oracle of a rule of the fourth tier") func oracle() throws {
    var stepper = try Stepper<Double>(Backtracking().clipped(norm: 4), .vector(1))
    var x = [4.0]
    let oracle = Oracle<Double> { point, gradient in
      gradient[0] = 2 * point[0]
      return point[0] * point[0]
    }
    stepper.step(&x, gradient: [8], oracle: oracle)
    #expect(x == [0])
  }

  @Test("wraps in Float as in Double") func float() throws {
    let rule = try optimizer("sgd:lr=1").decayed(coupled: 0.5).clipped(value: 2).accumulating(
      steps: 2)
    var stepper = try Stepper<Float>(rule, .vector(2))
    var x: [Float] = [4, 4]
    stepper.step(&x, gradient: [8, 1])
    stepper.step(&x, gradient: [0, 1])
    // The means 4 and 1, clipped to 2 and 1, then ½ · 4 added.
    #expect(x == [0, 1])
  }

  @Test("checks the range of the rule inside") func range() {
    #expect(throws: ConfigurationError.self) {
      try Stepper<Double>(Everywhere().clipped(norm: 1), .vector(1))
    }
  }
}

/// A rule whose default is outside its range.
private struct Everywhere: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = -1.0
  static let card = Card(name: "everywhere", summary: "", formula: "", source: "")
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) { x -= T(rate) * g }
}
