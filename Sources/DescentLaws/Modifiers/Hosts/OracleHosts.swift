import Descent

/// An extragradient step with momentum, which uses the gradient one step ahead.
struct AskingHost: OracleOptimizer {
  static let card = Card.host("asking")
  var learningRate: Double { 0.1 }
  var scratchVectors: Int { 2 }

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("velocity", count: layout.count)
    return state
  }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (velocity, point, g) = (s.buffer(0), s.scratch(0), s.scratch(1))
    guard let here = point.baseAddress, let there = g.baseAddress else { return .updated }
    for i in point.indices { point[i] = s.x[i] - T(s.rate) * s.gradient[i] }
    _ = s.oracle.valueAndGradient(at: here, into: there)
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      for i in part.range {
        velocity[i] = velocity[i] / 2 + g[i]
        s.x[i] -= T(s.rate) * velocity[i]
      }
    }
    return .updated
  }
}

/// Steps that are halved until the value falls; no step if it does not.
struct SearchingHost: OracleOptimizer {
  static let card = Card.host("searching")
  var learningRate: Double { 0.5 }
  var needs: Needs { [.value, .evaluation, .consistentGradient] }
  var nominalCost: Double { 1 }
  var scratchVectors: Int { 1 }

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendScalar("length")
    return state
  }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let point = s.scratch(0)
    guard let here = point.baseAddress, let there = s.acceptedGradient.baseAddress else {
      return .updated
    }
    var length = s.scalars[0] > 0 ? 2 * s.scalars[0] : s.rate
    for _ in 0..<20 {
      for i in point.indices { point[i] = s.x[i] - T(length) * s.gradient[i] }
      let value = Double(s.oracle.valueAndGradient(at: here, into: there))
      if value < s.value {
        for i in point.indices { s.x[i] = point[i] }
        s.scalars[0] = length
        return s.accept(value: value)
      }
      length /= 2
    }
    return s.stop(.lineSearchFailed)
  }
}

/// Gradient descent that is accurate to second order in the rate.
struct ProductsHost: OracleOptimizer {
  static let card = Card.host("products")
  var learningRate: Double { 0.1 }
  var needs: Needs { .hessianProduct }
  var nominalCost: Double { 3 }
  var scratchVectors: Int { 2 }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (g, product) = (s.scratch(0), s.scratch(1))
    guard let x = s.x.baseAddress, let vector = g.baseAddress, let into = product.baseAddress
    else { return .updated }
    for i in g.indices { g[i] = s.gradient[i] }
    s.oracle.hessianProduct(at: x, times: vector, into: into)
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      for i in part.range { s.x[i] -= T(s.rate) * (g[i] - T(s.rate) / 2 * product[i]) }
    }
    return .updated
  }
}

/// Half the step's gradient plus half the gradient over all examples.
struct ExamplesHost: OracleOptimizer {
  static let card = Card.host("examples")
  var learningRate: Double { 0.1 }
  var needs: Needs { [.evaluation, .examples] }
  var scratchVectors: Int { 1 }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let g = s.scratch(0)
    guard let x = s.x.baseAddress, let into = g.baseAddress else { return .updated }
    _ = s.oracle.valueAndGradient(at: x, over: .all, into: into)
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      for i in part.range { s.x[i] -= T(s.rate) / 2 * (s.gradient[i] + g[i]) }
    }
    return .updated
  }
}

/// Gradient descent that evaluates the gradient at the current point itself: `PlainDescent` by another route.
struct EchoHost: OracleOptimizer {
  static let card = Card.host("echo")
  var learningRate: Double { 1 }
  var scratchVectors: Int { 1 }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let g = s.scratch(0)
    guard let x = s.x.baseAddress, let into = g.baseAddress else { return .updated }
    _ = s.oracle.valueAndGradient(at: x, into: into)
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      for i in part.range { s.x[i] -= T(s.rate) * g[i] }
    }
    return .updated
  }
}
