import Descent

/// A way to accumulate the gradients of micro-batches.
package struct AccumulationSubject: LawSubject {
  package let name: String
  /// Gradient descent of rate 1 on the mean over windows of `count` micro-batches.
  package let make: @Sendable (_ steps: Int) throws -> any Optimizer

  package init(name: String, make: @escaping @Sendable (_ steps: Int) throws -> any Optimizer) {
    self.name = name
    self.make = make
  }

  /// `accumulating(steps:)`.
  package static let builtIn = [
    AccumulationSubject(name: "accumulate") { try PlainDescent().accumulating(steps: $0) }
  ]

  /// The effect of one call.
  struct Call {
    /// The gradient of the update; nil if there was none.
    let mean: [Double]?
    /// The caller's gradient after the call.
    let caller: [Double]
  }

  /// Runs the calls of a case in windows of `steps`. The point is reset to 0 before each call, so that the
  /// move is the negated mean gradient.
  /// - Parameter closing: the indices, from 0, of the calls that close their window.
  func calls(_ c: AccumulationCase, steps: Int, closing: Set<Int> = []) throws -> [Call] {
    switch c.precision {
    case .float64: try calls(c, steps, closing, as: Double.self)
    case .float32: try calls(c, steps, closing, as: Float.self)
    }
  }

  /// The mean gradients of the calls that update.
  func means(_ c: AccumulationCase, steps: Int, closing: Set<Int> = []) throws -> [[Double]] {
    try calls(c, steps: steps, closing: closing).compactMap(\.mean)
  }

  private func calls<T: KernelScalar>(
    _ c: AccumulationCase, _ steps: Int, _ closing: Set<Int>, as type: T.Type
  ) throws -> [Call] {
    var stepper = try Stepper<T>(make(steps), .vector(c.count))
    return c.gradients.indices.map { call in
      let gradient = c.gradients[call].map { T($0) }
      var x = [T](repeating: 0, count: c.count)
      let answer = stepper.step(
        &x, gradient: gradient, rate: 1, weight: c.weights[call],
        closesWindow: closing.contains(call))
      let moved = answer.hasMoved || x.contains { $0 != 0 }
      return Call(
        mean: moved ? x.map { -Double($0) } : nil, caller: gradient.map { Double($0) })
    }
  }
}
