/// Integrals by adaptive quadrature: the interval with the largest error is halved until the sum of errors is
/// small. Halving converges to a jump, so piecewise smooth functions can be integrated too.
package enum Quadrature {
  /// Five-point Gauss-Legendre on −1...1 (Abramowitz and Stegun 25.4.30, table 25.4).
  private static let rule: [(node: Double, weight: Double)] = [
    (-0.906179845938664, 0.236926885056189), (-0.538469310105683, 0.478628670499366),
    (0, 0.568888888888889), (0.538469310105683, 0.478628670499366),
    (0.906179845938664, 0.236926885056189),
  ]

  private struct Piece {
    let range: ClosedRange<Double>
    let whole: Double
    let left, right: Double
    var value: Double { left + right }
    var error: Double { abs(value - whole) }
  }

  /// - Parameters:
  ///   - tolerance: the sum of errors at which the integration stops.
  ///   - halvings: the largest number of halvings.
  /// - Returns: the integral and an estimate of its error, which is within a factor of two if there are
  ///   jumps.
  package static func integral(
    over range: ClosedRange<Double>, tolerance: Double, halvings: Int = 200,
    of function: (Double) throws -> Double
  ) rethrows -> (value: Double, error: Double) {
    func gauss(_ range: ClosedRange<Double>) throws -> Double {
      let half = (range.upperBound - range.lowerBound) / 2
      let middle = range.lowerBound + half
      return half
        * (try rule.reduce(0) { $0 + $1.weight * (try function(middle + half * $1.node)) })
    }
    func piece(_ range: ClosedRange<Double>, _ whole: Double) throws -> Piece {
      let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      return Piece(
        range: range, whole: whole, left: try gauss(range.lowerBound...middle),
        right: try gauss(middle...range.upperBound))
    }
    var pieces = [try piece(range, try gauss(range))]
    var error: Double { pieces.reduce(0) { $0 + $1.error } }
    for _ in 0..<halvings where error > tolerance {
      guard let worst = pieces.indices.max(by: { pieces[$0].error < pieces[$1].error }) else {
        break
      }
      let old = pieces[worst]
      let middle = old.range.lowerBound + (old.range.upperBound - old.range.lowerBound) / 2
      pieces[worst] = try piece(old.range.lowerBound...middle, old.left)
      pieces.append(try piece(middle...old.range.upperBound, old.right))
    }
    return (pieces.reduce(0) { $0 + $1.value }, error)
  }
}
