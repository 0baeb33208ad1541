import Descent

extension Project: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (box, ball, simplex) = (box, ball, simplex)
    return ModifierTraits(
      neutral: ["box": "0", "ball": "0", "simplex": "0"],
      units: ["box": .parameter, "ball": .parameter, "simplex": .parameter],
      definition: .path { start, moves in
        var x = start
        return moves.map { move in
          x = zip(x, move).map(+)
          if box > 0 { x = x.map { abs($0) > box ? ($0 < 0 ? -box : box) : $0 } }
          let length = x.reduce(0) { $0 + $1 * $1 }.squareRoot()
          if ball > 0, length > ball { x = x.map { $0 / length * ball } }
          if simplex > 0 { x = Self.bisected(x, sum: simplex) }
          return x
        }
      })
  }

  /// The nearest point of the simplex, found by bisection for τ.
  private static func bisected(_ x: [Double], sum: Double) -> [Double] {
    guard let largest = x.max() else { return x }
    var (low, high) = (largest - sum, largest)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if x.reduce(0, { $0 + max($1 - middle, 0) }) > sum { low = middle } else { high = middle }
    }
    return x.map { max($0 - low, 0) }
  }
}
