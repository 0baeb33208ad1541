import Descent
import Testing

/// A given number of sums of gradients, with decays 0, ½, …; x moves by their mean.
private struct ManySums: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0
  @Hyperparameter("number of sums", in: 0...8) var k = 8

  static let card = Card(name: "many", summary: "", formula: "", source: "")
  static var slotLimit: Int { 8 }

  var slots: [StateSlot] { (0..<k).map { StateSlot("sum\($0)", initial: Double($0)) } }
  var counters: [StateSlot] { (0..<k).map { StateSlot("steps\($0)") } }

  func constants(_ info: StepInfo, counters: inout Counters) -> Double {
    for j in 0..<k { counters[j] += Double(j + 1) }
    return info.rate
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double)
  {
    var sum = T.zero
    for j in 0..<k {
      s[j] += g
      sum += s[j]
    }
    x -= T(rate) * sum
  }
}

/// Gradient descent that reads all inputs of a step, and is evaluated at the mean of its last two points.
private struct Reader: CoordinatewiseOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0

  static let card = Card(name: "reader", summary: "", formula: "", source: "")

  var needs: Needs { [.value, .step] }
  var slots: [StateSlot] { ["before"] }
  var counters: [StateSlot] { ["offset"] }
  var hasEvaluationPoint: Bool { true }

  func constants(_ info: StepInfo, counters: inout Counters) -> Double {
    counters[0] += 1
    return info.rate * info.value * Double(info.step) * Double(info.horizon ?? 1)
      * Double(info.seed)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    s[0] = x
    x -= T(c) * g
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    (x + s[0]) / 2 + T(counters[0])
  }
}

@Suite("The state of a coordinatewise rule") struct CoordinatewiseSlotsTests {
  @Test("A rule may keep up to eight numbers a coordinate and a tensor", arguments: 0...8)
  func slots(_ k: Int) throws {
    let layout = Layout([(name: "a", shape: [3]), (name: "b", shape: [2])])
    var stepper = try Stepper<Double>(ManySums { $0.k = k }, layout)
    var x = [Double](repeating: 0, count: 5)
    stepper.step(&x, gradient: [1, 2, 3, 4, 5])
    // Each sum is its start j plus the gradient.
    let starts = Double(k * (k - 1) / 2)
    #expect(x == (1...5).map { -(starts + Double(k * $0)) })
    for j in 0..<k {
      #expect(stepper.state["sum\(j)"].map(Array.init) == (1...5).map { Double($0 + j) })
    }
    #expect(stepper.state.scalars == (0..<2).flatMap { _ in (0..<k).map { Double($0 + 1) } })
  }

  @Test("A rule reads value, step, horizon and seed") func info() throws {
    var stepper = try Stepper<Double>(Reader(), .vector(1))
    stepper.seed = 5
    stepper.horizon = 3
    var x = [0.0]
    stepper.step(&x, gradient: [1], rate: 0.5, value: 2)
    #expect(x == [-15])
    stepper.step(&x, gradient: [1], rate: 0.5, value: 2)
    #expect(x == [-45])
  }

  @Test("A rule names the point to evaluate from its state and its tensor's counters") func point()
    throws
  {
    let layout = Layout([(name: "a", shape: [1]), (name: "b", shape: [2])])
    var stepper = try Stepper<Double>(Reader(), layout)
    stepper.seed = 1
    #expect(stepper.hasEvaluationPoint)
    var x = [2.0, 4, 6]
    stepper.step(&x, gradient: [1, 1, 1], present: [false, true], value: 1)
    #expect(x == [2, 3, 5])
    // The first tensor has not moved: its slot is 0 and its counter, too.
    #expect(stepper.evaluationPoint(x) == [1, 4.5, 6.5])
    #expect(try !Stepper<Double>(optimizer("adam"), layout).hasEvaluationPoint)
  }
}
