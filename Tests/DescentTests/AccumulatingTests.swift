import Descent
import Testing

@Suite("Gradient accumulation") struct AccumulatingTests {
  static let rules = [
    "sgd:lr=0.5", "momentum:lr=0.5,nesterov=true", "adagrad", "rmsprop:momentum=0.5", "adam",
    "adamw",
  ]

  /// Multiples of ¼, so that sums and means over 2, 4, 8 … are exact.
  static func dyadic(_ k: Int) -> [Double] {
    (0..<3).map { CounterRandom(seed: 6).quarter(UInt64(3 * k + $0)) }
  }

  private func mean(_ gradients: [[Double]]) -> [Double] {
    (0..<3).map { i in
      var sum = 0.0
      for gradient in gradients { sum += gradient[i] }
      return sum / Double(gradients.count)
    }
  }

  @Test("k equal micro-batches are one large batch, bit for bit", arguments: rules, [2, 4])
  func equal(spec: String, k: Int) throws {
    var large = try Stepper<Double>(optimizer(spec), .vector(3))
    var small = try Stepper<Double>(optimizer(spec).accumulating(steps: k), .vector(3))
    var x = [1.0, -2, 3]
    var y = x
    for window in 0..<4 {
      let parts = (0..<k).map { Self.dyadic(window * k + $0) }
      large.step(&x, gradient: mean(parts))
      for (i, part) in parts.enumerated() {
        let before = y
        #expect(small.step(&y, gradient: part, weight: 8).hasMoved == (i == k - 1))
        if i < k - 1 { #expect(y == before) }
      }
      #expect(x == y)
    }
  }

  @Test("weighs micro-batches by their examples") func ragged() throws {
    var stepper = try Stepper<Double>(
      optimizer("sgd:lr=1").accumulating(steps: 3), .vector(1))
    var x = [0.0]
    stepper.step(&x, gradient: [1], weight: 5)
    stepper.step(&x, gradient: [2], weight: 2)
    stepper.step(&x, gradient: [15], weight: 1)
    // (5 · 1 + 2 · 2 + 1 · 15) / 8; an unweighted mean would be 6.
    #expect(x == [-3])
  }

  @Test("closes a window early, divides by its count, and starts again") func early() throws {
    var stepper = try Stepper<Double>(optimizer("sgd:lr=1").accumulating(steps: 4), .vector(1))
    var x = [0.0]
    #expect(stepper.step(&x, gradient: [1]) == .waiting)
    #expect(stepper.step(&x, gradient: [3], closesWindow: true).hasMoved && x == [-2])
    #expect(stepper.state["accumulated_gradient"] == [0])
    #expect(stepper.state.scalars.allSatisfy { $0 == 0 })
    for (i, g) in [4.0, 4, 4, 8].enumerated() {
      #expect(stepper.step(&x, gradient: [g]).hasMoved == (i == 3))
    }
    #expect(x == [-7])
  }

  @Test("is the rule itself for a window of one", arguments: rules)
  func one(spec: String) throws {
    var plain = try Stepper<Double>(optimizer(spec), .vector(3))
    var wrapped = try Stepper<Double>(optimizer(spec).accumulating(steps: 1), .vector(3))
    var (x, y) = ([1.0, 0.1, -3], [1.0, 0.1, -3])
    for k in 0..<5 {
      let g = (0..<3).map { CounterRandom(seed: 9).normal(UInt64(3 * k + $0)) }
      #expect(wrapped.step(&y, gradient: g, weight: 7).hasMoved)
      plain.step(&x, gradient: g)
    }
    #expect(x == y && plain.state.byteCount == wrapped.state.byteCount)
  }

  @Test("averages each tensor over the micro-batches that have it", arguments: [true, false])
  func absent(inDouble: Bool) throws {
    func check<T: KernelScalar>(_: T.Type) throws {
      let layout = Layout([
        (name: "a", shape: [1]), (name: "b", shape: [1]), (name: "c", shape: [1]),
      ])
      let rule = try optimizer("momentum:lr=1,momentum=0.5").accumulating(steps: 2)
      var stepper = try Stepper<T>(rule, layout)
      var x: [T] = [0, 0, 0]
      stepper.step(&x, gradient: [2, 4, .nan], present: [true, true, false], weight: 3)
      stepper.step(&x, gradient: [6, .nan, .nan], present: [true, false, false])
      #expect(x == [-3, -4, 0])
      // A tensor without any gradient has no step.
      #expect(stepper.state["velocity"] == [3, 4, 0])
      #expect(stepper.state.layout.scalars[..<3].map(\.name) == ["step[a]", "step[b]", "step[c]"])
      #expect(stepper.state.scalars[..<3] == [1, 1, 0])
    }
    if inDouble { try check(Double.self) } else { try check(Float.self) }
  }

  @Test(
    "hands on zeros for a tensor without gradients, and the weight of the window",
    arguments: [true, false])
  func absentEntries(inDouble: Bool) throws {
    func check<T: KernelScalar>(_: T.Type) throws {
      let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [1])])
      var stepper = try Stepper<T>(WholeSum().accumulating(steps: 2), layout)
      var x: [T] = [0, 0]
      stepper.step(&x, gradient: [2, 9], present: [true, false], weight: 2)
      stepper.step(&x, gradient: [4, 9], present: [true, false], weight: 2)
      // The sum of 3 and 0, times the four examples of the window.
      #expect(x == [-12, -12])
    }
    if inDouble { try check(Double.self) } else { try check(Float.self) }
  }

  @Test("may merge two micro-batches into one of their joint weight") func merging() throws {
    func run(_ batches: [(gradient: Double, weight: Double)], k: Int) throws -> [Double] {
      var stepper = try Stepper<Double>(optimizer("adam").accumulating(steps: k), .vector(1))
      var x = [1.0]
      for batch in batches {
        stepper.step(&x, gradient: [batch.gradient], weight: batch.weight)
      }
      return x
    }
    let apart = try run([(1, 2), (3, 2), (5, 4)], k: 3)
    #expect(try run([(2, 4), (5, 4)], k: 2) == apart)
    #expect(try run([(2, 2), (5, 4)], k: 2) != apart)
  }

  @Test("keeps its sums in the state, so that a window can be resumed") func state() throws {
    let rule = try optimizer("adam").accumulating(steps: 3)
    var stepper = try Stepper<Double>(rule, .vector(2))
    var x = [1.0, 2]
    stepper.step(&x, gradient: [1, 2], weight: 2)
    #expect(stepper.state["accumulated_gradient"] == [2, 4])
    var resumed = try Stepper<Double>(rule, .vector(2))
    resumed.state = stepper.state
    var y = x
    for g in [[3.0, 4], [5, 6]] {
      stepper.step(&x, gradient: g)
      resumed.step(&y, gradient: g)
    }
    #expect(x == y && x != [1, 2])
  }

  @Test("refuses a window below one", arguments: [0, -3])
  func refuses(steps: Int) throws {
    let sgd = try optimizer("sgd")
    #expect(
      message { _ = try sgd.accumulating(steps: steps) }
        == "accumulate: steps must lie in [1, inf), got \(steps)")
  }

  @Test("refuses to accumulate twice") func twice() throws {
    let once = try optimizer("sgd").accumulating(steps: 2).clipped(norm: 1)
    #expect(
      message { _ = try once.accumulating(steps: 3) }
        == "accumulate: \(once.specification) accumulates already")
  }
}

/// Moves every coordinate by the sum of the whole gradient times its number of examples, and ignores the
/// presence flags.
private struct WholeSum: GradientOptimizer {
  static let card = Card(name: "sum", summary: "", formula: "", source: "")
  var learningRate: Double { 1 }
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    var sum = T.zero
    for i in 0..<layout.count { sum += step.gradient[i] }
    for i in 0..<layout.count { step.parameters[i] -= T(step.rate * step.weight) * sum }
  }
}
