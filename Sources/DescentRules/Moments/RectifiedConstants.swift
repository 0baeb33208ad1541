import Descent

/// The values that the coordinates share in one step of a rule that rectifies its steps.
public struct RectifiedConstants: Sendable {
  /// The rate divided by the bias of the first moment, times the factor of a rectified step; 0 if the
  /// rule does not move.
  public let stepSize: Double
  /// Whether the move is divided by the root.
  public let isRectified: Bool
  public let root: CorrectedRoot
  public let decay: WeightDecay

  /// - Parameters:
  ///   - rectified: the factor r; nil below the threshold.
  ///   - movesBelow: whether the rule moves by the first moment below the threshold.
  @inlinable
  public init(
    _ stepSize: Double, rectified: Double?, movesBelow: Bool, root: CorrectedRoot,
    decay: WeightDecay
  ) {
    self.stepSize = stepSize * (rectified ?? (movesBelow ? 1 : 0))
    isRectified = rectified != nil
    (self.root, self.decay) = (root, decay)
  }
}
