import Descent

/// The end point of an independent minimizer, with its classification.
package struct SearchEnd: Sendable {
  /// One of GSL's minimizers.
  package enum Method: String, Sendable, CaseIterable {
    /// Quasi-Newton.
    case bfgs2
    /// The Nelder–Mead simplex method, in fewer than ten dimensions.
    case nmsimplex2
    /// Levenberg–Marquardt, for at least as many residuals as parameters.
    case multifit
  }

  /// The classification of an end point.
  package enum Ending: Sendable, Hashable {
    /// A stationary point that the problem claims, by its index in the list; a singular one is
    /// identified by its value only.
    case claimed(Int, distance: Double)
    /// A different stationary point with the value of a claimed one: its image under a symmetry, or
    /// another point of a set.
    case image(Int, distance: Double)
    /// A stationary point that is not claimed.
    case unclaimed(Certificate.Verdict)
    /// The gradient and the Hessian vanish up to rounding.
    case plateau
    /// The point diverges to infinity.
    case infinity
    /// The value or the gradient is not finite at the start.
    case notFiniteAtStart
    /// It encountered values that are not finite.
    case lost
    /// The gradient is not 0: the minimizer gave up.
    case stopped

    /// The index and the distance of the claimed point that was reached, or whose value was reached.
    package var claim: (place: Int, distance: Double)? {
      switch self {
      case .claimed(let place, let distance), .image(let place, let distance): (place, distance)
      default: nil
      }
    }
  }

  package let method: Method
  /// The factor of the standard start, or, if that is 0, the value of each coordinate: 1, 10,
  /// 100.
  package let factor: Int
  /// Whether the standard start is 0, so that ``factor`` is the value of every coordinate.
  package let startsAtZero: Bool
  package let point: [Double]
  package let value: Double
  package let gradientNorm: Double
  package let ending: Ending
  /// The amount, beyond rounding, by which the value is lower than the lowest claim; nil if it
  /// is not.
  package let isLowerBy: Double?
  /// The kind of the claimed point, if one was found.
  package let kind: StationaryPoint.Kind?
}

extension SearchEnd {
  /// The start: `x0`, `10 x0`, `all 10s`.
  package var start: String {
    if factor == 1 { return "x0" }
    return startsAtZero ? "all \(factor)s" : "\(factor) x0"
  }

  /// The classification in words.
  package var description: String {
    let found =
      switch ending {
      case .claimed: kind.map(\.description) ?? "claimed"
      case .image: "as low as the \(kind.map(\.description) ?? "claimed point")"
      case .unclaimed(let verdict): "unclaimed: \(verdict)"
      case .plateau: "plateau"
      case .infinity: "away to infinity"
      case .notFiniteAtStart: "not finite at the start"
      case .lost: "values that are not finite"
      case .stopped: "not stationary"
      }
    return isLowerBy == nil ? found : found + ", LOWER"
  }
}
