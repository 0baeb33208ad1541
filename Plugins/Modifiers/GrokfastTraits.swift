import Descent

extension Grokfast: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (alpha, lamb, filter, window) = (alpha, lamb, filter, window)
    return ModifierTraits(
      neutral: ["lamb": "0"], units: [:],
      definition: .tensor { gradients, _, _ in
        let t = gradients.count
        // The weight of each gradient, the latest one first.
        let weights: [Double] =
          switch filter {
          case .ema:
            (0..<t).map { Double.pow(alpha, $0) * ($0 == t - 1 ? 1 : 1 - alpha) }
          case .ma: (0..<t).map { $0 < window && t >= window ? 1 / Double(window) : 0 }
          }
        return gradients[t - 1].indices.map { i in
          gradients[t - 1][i]
            + lamb * zip(weights, gradients.reversed()).reduce(0) { $0 + $1.0 * $1.1[i] }
        }
      })
  }
}
