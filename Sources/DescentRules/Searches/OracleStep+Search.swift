import Descent

extension OracleStep {
  /// Searches along a direction, moves to the accepted trial, and passes on its gradient.
  /// - Parameters:
  ///   - d: the direction, 0 in tensors without a gradient.
  ///   - slope: the product of the gradient and the direction.
  ///   - scratch: the index of the first of the work vectors that may be overwritten: one for the
  ///     point, and one for each slot of the search (``LineSearch``).
  /// - Returns: the accepted trial; nil, with nothing changed, if no trial is lower.
  @inlinable
  public func descend(
    along d: UnsafeMutableBufferPointer<T>, slope: Double, first: Double,
    by lineSearch: some LineSearch, scratch: Int
  ) -> Trial? {
    let (start, point) = (Trial(t: 0, value: value, slope: slope, slot: -1), self.scratch(scratch))
    let size = d.reduce(0) { max($0, abs(Double($1))) }
    let found = lineSearch.search(from: start, first: first, size: size) { t, slot in
      for i in d.indices { point[i] = x[i] + T(t) * d[i] }
      let gradient = self.scratch(scratch + 1 + slot)
      let value = oracle.valueAndGradient(at: point.baseAddress!, into: gradient.baseAddress!)
      return (Double(value), dot(gradient, d))
    }
    guard let found else { return nil }
    for part in presentParts { for i in part { x[i] += T(found.t) * d[i] } }
    acceptedGradient.copy(self.scratch(scratch + 1 + found.slot))
    return found
  }

  /// The ranges of the coordinates of each tensor that has a gradient.
  @inlinable
  public var presentParts: PresentParts<T> { PresentParts(self) }

  /// Whether an entry of the gradient is larger than a tolerance, or NaN.
  @inlinable
  public func hasGradient(above tolerance: Double) -> Bool {
    gradient.contains { !(abs($0) <= T(tolerance)) }
  }

  /// The first length that a search tries along the gradient, as PyTorch's L-BFGS chooses it.
  @inlinable
  public var firstLength: Double { min(1, 1 / gradient.reduce(0) { $0 + abs(Double($1)) }) * rate }
}
