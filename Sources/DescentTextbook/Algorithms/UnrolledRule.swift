import DescentAlgebra
import RealModule

/// A rule as a sum over every gradient so far: what the recurrence of its paper amounts to, with
/// nothing that a step takes over from the step before and changes.
struct UnrolledRule: Sendable {
  /// λ in gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁.
  var coupledDecay = 0.0
  /// λ in xₜ = (1 − ηₜ λ) xₜ₋₁ − ηₜ dₜ.
  var decoupledDecay = 0.0
  /// vₜ of one coordinate, what a root is taken of: a sum over g₁ to gₜ.
  var square: @Sendable (_ g: [Double]) -> Double = { _ in 0 }
  /// The direction dₜ of one coordinate, of g₁ to gₜ and v₁ to vₜ.
  let direction: @Sendable (_ g: [Double], _ v: [Double]) -> Double

  /// The points x₀, x₁, … on ½ xᵀAx − bᵀx, each gradient taken at the rule's own point.
  /// - Parameter rates: η₁, η₂, …
  func points(_ a: Matrix, _ b: [Double], from start: [Double], rates: [Double]) -> [[Double]] {
    var gradients = [[Double]](repeating: [], count: start.count)
    var squares = gradients
    return rates.reduce(into: [start]) { points, rate in
      let x = points[points.count - 1]
      let gradient = (a * x).minus(b).plus(x.scaled(by: coupledDecay))
      for i in x.indices {
        gradients[i].append(gradient[i])
        squares[i].append(square(gradients[i]))
      }
      let move = zip(gradients, squares).map(direction).scaled(by: rate)
      points.append(x.scaled(by: 1 - rate * decoupledDecay).minus(move))
    }
  }
}

extension [Double] {
  /// Σ rᵗ⁻ⁱ gᵢ: what a buffer that keeps a share r of itself holds of g₁ to gₜ.
  func discounted(by r: Double) -> Double {
    reversed().enumerated().reduce(0) { $0 + .pow(r, $1.offset) * $1.element }
  }

  /// (1 − r) Σ rᵗ⁻ⁱ gᵢ: a running mean that starts at 0.
  func runningMean(_ r: Double) -> Double { (1 - r) * discounted(by: r) }

  var squares: [Double] { map { $0 * $0 } }
}
