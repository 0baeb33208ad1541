import Descent

/// The sum over four wells that Hartmann's functions share: −Σᵢ αᵢ exp(−Σⱼ Aᵢⱼ (xⱼ − Pᵢⱼ)²).
enum HartmannSum {
  private static let depths = [1, 1.2, 3, 3.2]

  /// - Parameters:
  ///   - scales: A by rows.
  ///   - centre: Pᵢⱼ, i and j from 0.
  static func value<N: FormulaNumber>(
    _ x: Point<N>, scales: [Double], centre: (_ i: Int, _ j: Int) -> Double
  ) -> N {
    var sum = N.zero
    for i in 0..<4 {
      var exponent = N.zero
      for j in 0..<x.count {
        let distance = x[j] - N(centre(i, j))
        exponent += N(scales[i * x.count + j]) * distance * distance
      }
      sum -= N(depths[i]) * N.exp(-exponent)
    }
    return sum
  }

  static func points(
    _ entries: [(kind: StationaryPoint.Kind, value: Double, point: [Double])]
  ) -> [StationaryPoint] {
    entries.map {
      StationaryPoint(
        $0.kind, at: $0.point, value: $0.value,
        .published("solution of ∇f = 0 in 34 digits or more, rounded to double"))
    }
  }
}
