import Descent
import Testing

@Suite("The stepper") struct StepperTests {
  @Test("steps with the optimizer's own rate, or the one given") func rate() throws {
    var stepper = try Stepper<Double>(optimizer("sgd:lr=0.5"), .vector(2))
    var x = [1.0, 2.0]
    #expect(stepper.step(&x, gradient: [2, -2]) == .updated && x == [0, 3])
    stepper.step(&x, gradient: [2, -2], rate: 0.25)
    #expect(x == [-0.5, 3.5] && stepper.learningRate == 0.5)
  }

  @Test("is a value: a copy forks the state") func fork() throws {
    var stepper = try Stepper<Double>(optimizer("momentum:lr=1,momentum=0.5"), .vector(1))
    var x = [0.0]
    stepper.step(&x, gradient: [4])
    var (copy, y) = (stepper, x)
    copy.step(&y, gradient: [100])
    stepper.step(&x, gradient: [0])
    #expect(x == [-6] && y == [-106] && stepper.state != copy.state)
  }

  @Test("forks modifiers' state and work memory too") func forkModified() throws {
    let rule = try optimizer("sgd:lr=1").accumulating(steps: 2).clipped(value: 8)
    var stepper = try Stepper<Double>(rule, .vector(1))
    var x = [0.0]
    stepper.step(&x, gradient: [2])
    var (copy, y) = (stepper, x)
    copy.step(&y, gradient: [100])
    stepper.step(&x, gradient: [4])
    #expect(x == [-3] && y == [-5])
  }

  @Test("refuses hyperparameters out of range") func range() throws {
    struct Rule: CoordinatewiseOptimizer {
      @Hyperparameter("rate", in: 0...) var learningRate = 1.0
      static let card = Card(name: "rule", summary: "", formula: "", source: "")
      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
      ) { x -= T(rate) * g }
    }
    var rule = Rule()
    rule.learningRate = -1
    #expect(
      message { _ = try Stepper<Float>(rule, .vector(1)) }
        == "rule: lr must lie in [0, inf), got -1")
    #expect(message { _ = try Stepper<Double>(rule, .vector(1)) } != nil)
  }

  @Test("hands the layout and every presence flag to a rule of the third tier") func gradientTier()
    throws
  {
    let layout = Layout([(name: "a", shape: [2]), (name: "b", shape: [1])])
    var stepper = try Stepper<Double>(NormalizedTensors(), layout)
    var x = [0.0, 0, 0]
    stepper.step(&x, gradient: [3, 4, -2])
    #expect(x == [-0.6, -0.8, 1] && stepper.state["steps"] == [1, 1])
    stepper.step(&x, gradient: [3, 4, -2], present: [false, true])
    #expect(x == [-0.6, -0.8, 2] && stepper.state["steps"] == [1, 2])
  }

  @Test("evaluates the given oracle") func oracleTier() throws {
    var stepper = try Stepper<Double>(Backtracking(), .vector(1))
    var x = [4.0]
    var points: [Double] = []
    let oracle = Oracle<Double> { point, gradient in
      points.append(point[0])
      gradient[0] = 2 * point[0]
      return point[0] * point[0]
    }
    stepper.step(&x, gradient: [8], rate: 1, oracle: oracle)
    // From 4: a step of 1 goes to −4, which is no lower; a step of ½ to 0, which is.
    #expect(x == [0] && points == [4, -4, 0])
  }

  @Test("stops a caller whose numbers do not fit the layout") func lengths() async {
    await #expect(processExitsWith: .failure) {
      var stepper = try Stepper<Double>(optimizer("sgd"), .vector(2))
      var x = [1.0, 2, 3]
      stepper.step(&x, gradient: [1, 2])
    }
    await #expect(processExitsWith: .failure) {
      var stepper = try Stepper<Double>(optimizer("sgd"), .vector(2))
      var x = [1.0, 2]
      stepper.step(&x, gradient: [1])
    }
  }

  @Test("stops a caller who puts back the state of another layout") func foreignState() async {
    await #expect(processExitsWith: .failure) {
      var stepper = try Stepper<Double>(optimizer("adam"), .vector(2))
      stepper.state = try Stepper<Double>(optimizer("adam"), .vector(1)).state
      var x = [1.0, 2]
      stepper.step(&x, gradient: [1, 2])
    }
  }
}

/// A rule of the third tier: each tensor moves by the rate along its normalised gradient.
struct NormalizedTensors: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0

  static let card = Card(name: "normalized", summary: "", formula: "", source: "")

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("steps", count: layout.tensors.count)
    return state
  }

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    for (index, tensor) in layout.tensors.enumerated() where step.present?[index] ?? true {
      let norm = T(euclideanNorm(step.gradient + tensor.offset, tensor.count))
      for i in tensor.range { step.parameters[i] -= T(step.rate) * step.gradient[i] / norm }
      step.buffers[index] += 1
    }
  }
}

/// A rule of the fourth tier: halves the rate until the value falls.
struct Backtracking: OracleOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0

  static let card = Card(name: "backtracking", summary: "", formula: "", source: "")

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {
    let n = layout.count
    let start = Array(UnsafeBufferPointer(start: step.parameters, count: n))
    let slope = Array(UnsafeBufferPointer(start: step.gradient, count: n))
    var gradient = slope
    let value = oracle.valueAndGradient(at: start, into: &gradient)
    var rate = T(step.rate)
    for _ in 0..<20 {
      for i in 0..<n { step.parameters[i] = start[i] - rate * slope[i] }
      if oracle.valueAndGradient(at: step.parameters, into: &gradient) < value { return }
      rate /= 2
    }
  }
}
