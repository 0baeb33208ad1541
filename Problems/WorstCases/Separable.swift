import Descent

/// The sum of a function over the coordinates, with its derivative. It is used for textbook
/// counterexamples.
package struct Separable: Problem {
  package let value: @Sendable (Double) -> Double
  package let derivative: @Sendable (Double) -> Double
  package let count: Int

  package init(
    _ count: Int = 1, value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.count = count
    self.value = value
    self.derivative = derivative
  }

  package var layout: Layout { .vector(count) }
  package func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: count) }
  package var specification: Specification { Specification(name: "separable") }

  package func _objective32() throws -> Objective<Float> { objective() }
  package func _objective64() throws -> Objective<Double> { objective() }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let (value, derivative, count) = (value, derivative, count)
    func sum(_ x: UnsafePointer<T>) -> T {
      T((0..<count).reduce(0.0) { $0 + value(Double(x[$1])) })
    }
    return Objective(
      value: { sum($0) },
      valueAndGradient: { x, g in
        for i in 0..<count { g[i] = T(derivative(Double(x[i]))) }
        return sum(x)
      })
  }

  /// L x²/2 for |x| up to τ, then linear: the worst function for gradient descent.
  package static func huber(_ l: Double, _ tau: Double) -> Separable {
    Separable(
      value: { abs($0) <= tau ? l * $0 * $0 / 2 : l * tau * abs($0) - l * tau * tau / 2 },
      derivative: { abs($0) <= tau ? l * $0 : l * tau * ($0 < 0 ? -1 : 1) })
  }

  /// Σ x²/(1 + x²), which is not convex; L = 2.
  package static func bounded(_ count: Int) -> Separable {
    Separable(
      count, value: { $0 * $0 / (1 + $0 * $0) },
      derivative: { 2 * $0 / ((1 + $0 * $0) * (1 + $0 * $0)) })
  }
}
