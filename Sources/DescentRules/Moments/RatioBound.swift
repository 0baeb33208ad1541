import Descent

/// The maximum of |Σ wₖ gₖ| / √(Σ uₖ gₖ²) over all gradients, where k is the age of a gradient: √(Σ
/// wₖ²/uₖ), by the Cauchy–Schwarz inequality, attained for gₖ ∝ wₖ/uₖ.
public struct RatioBound {
  /// For each age from 0, the weight in the first moment and in the second.
  let weights: [(first: Double, second: Double)]

  public init(steps: Int, _ weights: (_ age: Int) -> (first: Double, second: Double)) {
    self.weights = (0..<steps).map(weights)
  }

  public var value: Double {
    weights.reduce(0) { $1.first == 0 ? $0 : $0 + $1.first * $1.first / $1.second }.squareRoot()
  }

  /// The gradients that attain the bound, the oldest first, in units of the newest.
  public var history: [Double] {
    let newest = weights[0].first / weights[0].second
    return weights.reversed().map { $0.first == 0 ? 0 : $0.first / $0.second / newest }
  }
}
