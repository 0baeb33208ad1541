import Descent

// Rules that use the value, the gradient at another point, or random numbers.

struct ValueRate: SummingOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "value_rate", summary: "Polyak with a target below the best value",
    formula: "x ← x − η γ/(‖g‖² + γ) g,  γ = f − best + 1/√t",
    source: "Goffin and Kiwiel 1999, in spirit")

  var needs: Needs { .value }
  var sums: [Reduction] { [.sum(over: .all)] }
  var counters: [StateSlot] { ["best", "t"] }
  func terms<T: KernelScalar>(pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double)
    -> Terms<T>
  { [g * g, 0, 0, 0] }
  // A Polyak step with a target a little below the best value so far.
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    counters[0] = counters[1] == 0 ? info.value : min(counters[0], info.value)
    counters[1] += 1
    let gap = info.value - counters[0] + 1 / counters[1].squareRoot()
    return sums[0] > 0 ? info.rate * gap / (sums[0] + gap) : 0
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct GrowingRate: CoordinatewiseOptimizer {
  @Hyperparameter("first rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("growth", in: 1...) var growth = 1.05
  @Hyperparameter("cut", in: 0.01...1) var cut = 0.5
  static let card = Card(
    name: "growing_rate", summary: "the bold driver",
    formula: "f fell: factor × growth, else × cut",
    source: "Battiti 1989")

  var needs: Needs { .value }
  var counters: [StateSlot] { [StateSlot("factor", initial: 1), "last", "t"] }
  // The bold driver: longer while the value falls, shorter when it rises.
  func constants(_ info: StepInfo, counters: inout Counters) -> Double {
    if counters[2] > 0 { counters[0] *= info.value <= counters[1] ? growth : cut }
    counters[1] = info.value
    counters[2] += 1
    return info.rate * counters[0]
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double) {
    x -= T(c) * g
  }
}

struct CosineMomentum: SummingOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "cosine_momentum", summary: "momentum by its agreement with the gradient",
    formula: "μ = 0.9 max(0, cos(g, m))",
    source: "elementary")

  var slots: [StateSlot] { ["m"] }
  var sums: [Reduction] { [.sum, .sum, .sum] }
  func terms<T: KernelScalar>(pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants)
    -> Terms<T>
  { [g * g, s[0] * s[0], g * s[0], 0] }
  struct Constants { let rate, mu: Double }
  // Momentum by how well the gradient agrees with it.
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let size = (sums[0] * sums[1]).squareRoot()
    let cosine = size > 0 ? sums[2] / size : 0
    return Constants(rate: info.rate, mu: 0.9 * max(0, cosine))
  }
  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants)
  {
    s[0] = T(c.mu) * s[0] + g
    x -= T(c.rate) * s[0]
  }
}

struct Extragradient: OracleOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "extragradient", summary: "the gradient from where descent would go",
    formula: "x ← x − η ∇f(x − η g)",
    source: "Korpelevich 1976")

  var needs: Needs { .evaluation }
  var nominalCost: Double { 2 }
  var scratchVectors: Int { 2 }
  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }
  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (y, g) = (s.scratch(0), s.scratch(1))
    for i in 0..<s.x.count { y[i] = s.x[i] - T(s.rate) * s.gradient[i] }
    _ = s.oracle.valueAndGradient(at: UnsafePointer(y.baseAddress!), into: g.baseAddress!)
    for (k, tensor) in s.layout.tensors.enumerated() where s.hasGradient(k) {
      for i in tensor.range { s.x[i] -= T(s.rate) * g[i] }
    }
    return .updated
  }
}

struct DroppedEntries: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("kept", in: 0.01...1) var kept = 0.5
  static let card = Card(
    name: "dropped_entries", summary: "gradients of which some entries are dropped",
    formula: "x ← x − η/p b g,  b drawn",
    source: "Dropped coordinates, elementary")

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let random = s.random("drop", step: Int(s.counters[0]))
    for i in 0..<s.count {
      if random.uniform(UInt64(i)) < kept { s.x[i] -= T(s.rate / kept) * s.gradient[i] }
    }
  }
}

let plugin = Plugin(
  ValueRate.self, GrowingRate.self, CosineMomentum.self, Extragradient.self, DroppedEntries.self)
