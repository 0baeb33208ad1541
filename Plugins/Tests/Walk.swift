import Descent

/// Runs a rule's steps on a function that a test defines.
struct Walk {
  let oracle: Oracle<Double>
  let count: Int

  init(
    _ count: Int,
    _ evaluate: @escaping (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Double
  ) {
    self.init(count, Oracle(evaluate))
  }

  init(_ count: Int, _ oracle: Oracle<Double>) { (self.count, self.oracle) = (count, oracle) }

  /// ½ Σ hᵢ xᵢ² with Hessian–vector products, and with residuals √hᵢ xᵢ if no h is negative.
  init(curvatures h: [Double]) {
    var functions = Oracle<Double>.Functions { x, g in
      for i in h.indices { g[i] = h[i] * x[i] }
      return h.indices.reduce(0) { $0 + h[$1] * x[$1] * x[$1] / 2 }
    }
    functions.hessianProduct = { _, v, product in
      for i in h.indices { product[i] = h[i] * v[i] }
    }
    func residuals(_ x: UnsafePointer<Double>, _ r: UnsafeMutablePointer<Double>) {
      for i in h.indices { r[i] = h[i].squareRoot() * x[i] }
    }
    functions.residuals = ResidualFunctions(count: h.count, factor: 0.5, values: residuals) {
      x, r, jacobian in
      residuals(x, r)
      for i in h.indices {
        for j in h.indices { jacobian[i * h.count + j] = i == j ? h[i].squareRoot() : 0 }
      }
    }
    // Four examples, of which each estimate is exact.
    functions.likelihood = Likelihood { _, g, _, labels in
      for i in h.indices { g[i] = (labels.uniform(i) < 0.5 ? -0.5 : 0.5) * h[i].squareRoot() }
      return 4
    }
    let evaluate = functions.evaluate
    functions.evaluateExamples = { x, g, _ in evaluate(x, g) }
    functions.exampleCount = 1
    self.init(h.count, Oracle(functions))
  }

  /// The points after each step, and the steps' answers.
  func run(
    _ rule: any Optimizer, from start: [Double], steps: Int
  ) throws -> (points: [[Double]], answers: [StepAnswer], state: OptimizerState<Double>) {
    var stepper = try Stepper<Double>(rule, .vector(count))
    var (x, g) = (start, start)
    var (points, answers): ([[Double]], [StepAnswer]) = ([], [])
    for _ in 0..<steps {
      let value = oracle.valueAndGradient(at: x, into: &g)
      answers.append(stepper.step(&x, gradient: g, value: value, oracle: oracle))
      points.append(x)
    }
    return (points, answers, stepper.state)
  }

  func points(_ rule: any Optimizer, from start: [Double], steps: Int) throws -> [[Double]] {
    try run(rule, from: start, steps: steps).points
  }
}

func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}
