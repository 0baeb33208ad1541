/// Where wrong rules hide: what a case must have so that they show.
package enum WrongKind: String, CaseIterable, Sendable {
  /// Only after hundreds or thousands of steps.
  case late
  /// Only of tensors with more axes than one.
  case shape
  /// Only beyond some thousand coordinates.
  case size
  /// Only of numbers far from 1.
  case extreme
  /// Only at rates of 0, or where gradients are absent.
  case absence
  /// Only in one precision.
  case precision
  /// Only where two options act together.
  case options
}
