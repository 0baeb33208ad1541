import Descent

/// What the coordinates of one step share in a rule that rectifies its steps.
public struct RectifiedConstants: Sendable {
  /// The rate over the bias of the first moment, with the factor of a rectified step; 0 where the rule
  /// stays.
  public let stepSize: Double
  /// Whether the move is divided by the root.
  public let isRectified: Bool
  public let root: CorrectedRoot
  public let decay: WeightDecay

  /// - Parameters:
  ///   - rectified: the factor r; nil below the threshold.
  ///   - movesBelow: whether there the move is the first moment.
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
