import Descent
import Testing

/// A rule that records its inputs: momentum, the row sums of a matrix, a count of steps.
private struct Witness: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0

  static let card = Card(name: "witness", summary: "", formula: "", source: "")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let rows = TensorSlot("rows", count: tensor.shape.first ?? 0, initial: 7)
    return [TensorSlot("momentum", initial: 0.5)] + (tensor.role == .matrix ? [rows] : [])
  }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [StateSlot("steps", initial: 10)] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let (m, g) = (s["momentum"], s.matrix(s.gradient))
    if s.tensor.role == .matrix {
      for i in 0..<g.rows {
        for j in 0..<g.columns { s["rows"][i] += g[i, j] }
      }
    }
    for i in 0..<s.count {
      m[i] += s.gradient[i]
      s.x[i] -= T(s.rate) * m[i]
    }
  }
}

/// A rule with no step at all.
private struct Idle: GradientOptimizer {
  static let card = Card(name: "idle", summary: "", formula: "", source: "")
  var learningRate: Double { 1 }
}

@Suite("A step by tensors") struct TensorStepTests {
  static let layout = Layout([
    (name: "w", shape: [2, 3]), (name: "none", shape: [4, 0]), (name: "b", shape: [2]),
  ])

  @Test("Each tensor has its own numbers, state and counters") func own() throws {
    var stepper = try Stepper<Double>(Witness(), Self.layout)
    var x = [Double](repeating: 0, count: 8)
    stepper.step(&x, gradient: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(x == (1...8).map { -(Double($0) + 0.5) })
    #expect(stepper.state["rows[w]"].map(Array.init) == [13, 22])
    stepper.step(&x, gradient: [1, 2, 3, 4, 5, 6, 7, 8], present: [true, true, false])
    #expect(Array(x[6...]) == [-7.5, -8.5])
    // A tensor without entries takes no steps.
    #expect(stepper.state.layout.scalars.map(\.name) == ["steps[w]", "steps[none]", "steps[b]"])
    #expect(stepper.state.scalars == [12, 10, 11])
  }

  @Test("A slot with one entry a coordinate is one buffer, which moves with its tensors")
  func rearranged() throws {
    struct Plain: GradientOptimizer {
      static let card = Card(name: "plain", summary: "", formula: "", source: "")
      var learningRate: Double { 1 }
      func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }
      func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }
      func step<T: KernelScalar>(_ s: TensorStep<T>) {
        for i in 0..<s.count {
          s.slot(0)[i] += s.gradient[i]
          s.x[i] -= s.slot(0)[i]
        }
        s.counters[0] += 1
      }
    }
    let other = Layout(Self.layout.tensors.reversed().map { (name: $0.name, shape: $0.shape) })
    var stepper = try Stepper<Double>(Plain(), Self.layout)
    var x = [Double](repeating: 0, count: 8)
    stepper.step(&x, gradient: [1, 2, 3, 4, 5, 6, 7, 8], present: [true, true, false])
    #expect(stepper.state.layout.buffers.map(\.slot.name) == ["momentum"])
    let moved = try #require(stepper.state.rearranged(from: Self.layout, to: other))
    #expect(moved["momentum"].map(Array.init) == [0, 0, 1, 2, 3, 4, 5, 6])
    #expect(moved.scalars == [0, 0, 1])
  }

  @Test("A rule without a step is refused when its kernel is made") func idle() {
    #expect(
      message { _ = try Stepper<Double>(Idle(), .vector(2)) }
        == "idle: it has no step: implement step(_:) of its protocol")
  }

  @Test("A matrix has the rows that its author chooses") func matrices() throws {
    struct Shapes: GradientOptimizer {
      static let card = Card(name: "shapes", summary: "", formula: "", source: "")
      var learningRate: Double { 1 }
      func step<T: KernelScalar>(_ s: TensorStep<T>) {
        for axes in 0..<min(3, s.tensor.shape.count) {
          let matrix = s.matrix(s.gradient, rowAxes: axes)
          s.x[axes] = T(100 * matrix.rows + matrix.columns)
          precondition(matrix[matrix.rows - 1, matrix.columns - 1] == s.gradient[s.count - 1])
        }
      }
    }
    let layout = Layout([(name: "k", shape: [2, 3, 4]), (name: "v", shape: [5])])
    var stepper = try Stepper<Double>(Shapes(), layout)
    var x = [Double](repeating: 0, count: 29)
    stepper.step(&x, gradient: (0..<29).map(Double.init))
    #expect(Array(x[..<3]) == [124, 212, 604] && x[24] == 105)
  }

  @Test("Work memory is reused, and grows without moving memory in use") func work() {
    let work = WorkMemory<Double>()
    let first = work.take(10)
    first[0] = 3
    let second = work.take(10_000)
    second[9_999] = 4
    #expect(first[0] == 3)
    let inner = work.scoped { work.take(5).baseAddress }
    #expect(work.take(5).baseAddress == inner)
    #expect(work.matrix(2, 3).rows == 2)
  }
}
