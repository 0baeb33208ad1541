/// The kinds of faults, by the cases in which they show.
package enum WrongKind: String, CaseIterable, Sendable {
  /// Only after hundreds or thousands of steps.
  case late
  /// Only for tensors with more than one axis.
  case shape
  /// Only above a few thousand coordinates.
  case size
  /// Only for numbers far from 1.
  case extreme
  /// Only at rates of 0 or with absent gradients.
  case absence
  /// Only in one precision.
  case precision
  /// Only if two options act together.
  case options
}
