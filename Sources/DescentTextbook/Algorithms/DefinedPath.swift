import Descent
import DescentAlgebra

extension DefinedRule {
  /// The points x₀, x₁, … of the definition on ½ xᵀAx − bᵀx, with each gradient evaluated at the
  /// definition's own point.
  /// - Parameter rates: η₁, η₂, …
  package func points(_ a: Matrix, _ b: [Double], from start: [Double], rates: [Double])
    -> [[Double]]
  {
    var coordinates = start.map { _ in definition(Double.self) }
    return rates.reduce(into: [start]) { points, rate in
      let x = points[points.count - 1]
      let gradient = (a * x).minus(b)
      points.append(
        x.indices.map { coordinates[$0].step(from: x[$0], gradient: gradient[$0], rate: rate) })
    }
  }
}
