import Descent

/// Where an independent minimiser ends, and what is there.
package struct SearchEnd: Sendable {
  /// A minimiser of GSL.
  package enum Method: String, Sendable, CaseIterable {
    /// Quasi-Newton.
    case bfgs2
    /// The simplex of Nelder and Mead, in fewer than ten dimensions.
    case nmsimplex2
    /// Levenberg and Marquardt, for at least as many residuals as parameters.
    case multifit
  }

  /// What is where it ends.
  package enum Ending: Sendable, Hashable {
    /// A stationary point that the problem claims, by its index in the list; a singular one by its value
    /// alone.
    case claimed(Int, distance: Double)
    /// A stationary point as low as a claimed one, but elsewhere: an image of it under a symmetry, or
    /// another point of a set.
    case image(Int, distance: Double)
    /// A stationary point that is not claimed.
    case unclaimed(Certificate.Verdict)
    /// The gradient vanishes to rounding, and the Hessian with it.
    case plateau
    /// The point has left for infinity.
    case infinity
    /// The value or the gradient is not finite at the start.
    case notFiniteAtStart
    /// It came upon values that are not finite.
    case lost
    /// The gradient is not 0 there: the minimiser gave up.
    case stopped

    /// The claimed point that it is at, or as low as, by its index in the list, and how far that is.
    package var claim: (place: Int, distance: Double)? {
      switch self {
      case .claimed(let place, let distance), .image(let place, let distance): (place, distance)
      default: nil
      }
    }
  }

  package let method: Method
  /// The factor of the standard start, or each coordinate where that is 0: 1, 10, 100.
  package let factor: Int
  /// Whether the standard start is 0, so that ``factor`` is what every coordinate is.
  package let startsAtZero: Bool
  package let point: [Double]
  package let value: Double
  package let gradientNorm: Double
  package let ending: Ending
  /// How much lower than the lowest claim the value is, beyond rounding; nil if it is not.
  package let isLowerBy: Double?
  /// The kind of the claimed point that was found, if it is one.
  package let kind: StationaryPoint.Kind?
}

extension SearchEnd {
  /// Where it began: `x0`, `10 x0`, `all 10s`.
  package var start: String {
    if factor == 1 { return "x0" }
    return startsAtZero ? "all \(factor)s" : "\(factor) x0"
  }

  /// What is there, in words.
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
