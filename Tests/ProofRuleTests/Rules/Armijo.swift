import Descent

/// Gradient descent whose step is shortened until the value falls enough.
///
/// - Follows: Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives",
///   Pacific J. Math. 16(1), 1966; Nocedal and Wright, Algorithm 3.1.
/// - Deviations: a step begins with the last one's length times `grow`. After 60 cuts the search has
///   failed.
/// - Memory: 1 scalar. Time per step: one evaluation a trial; the last one's gradient is handed over.
struct Armijo: OracleOptimizer {
  @Hyperparameter("first step length", in: 0...) var learningRate = 1.0
  @Hyperparameter("part of the expected fall that is enough", in: 0...1) var c1 = 1e-4
  @Hyperparameter("factor of each cut", in: 0..<1) var shrink = 0.5
  @Hyperparameter("factor of the last length for the next step", in: 1...) var grow = 1.0

  static let card = Card(
    name: "gd_armijo", summary: "gradient descent with backtracking",
    formula: "xₜ = xₜ₋₁ − a gₜ,   f(xₜ) ≤ f(xₜ₋₁) − c₁ a ‖gₜ‖²",
    source: "Armijo, Pacific J. Math. 16(1), 1966")

  var needs: Needs { [.value, .evaluation, .consistentGradient] }
  var nominalCost: Double { 1 }
  var scratchVectors: Int { 1 }

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendScalar("length")
    return state
  }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (square, point) = (dot(s.gradient, s.gradient), s.scratch(0))
    guard square != 0 else { return s.stop(.converged) }
    var length = s.scalars[0] > 0 ? grow * s.scalars[0] : s.rate
    for _ in 0...60 {
      for i in point.indices { point[i] = s.x[i] - T(length) * s.gradient[i] }
      let value = Double(
        s.oracle.valueAndGradient(
          at: point.baseAddress!, into: s.acceptedGradient.baseAddress!))
      if value <= s.value - c1 * length * square {
        s.x.copy(point)
        s.scalars[0] = length
        return s.accept(value: value)
      }
      length *= shrink
    }
    return s.stop(.lineSearchFailed)
  }
}
