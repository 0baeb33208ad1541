/// The outcome of a step.
///
/// A single byte, because an enum with a payload costs some 2 ns of a step's 30. The details of
/// ``evaluated``, ``stopped`` and ``failed`` are in the caller's ``StepReport``.
@frozen public enum StepAnswer: UInt8, Sendable {
  /// The parameters have moved.
  case updated
  /// The gradient was accumulated and the parameters have not moved, because an accumulation window
  /// is still open.
  case waiting
  /// The parameters have moved, and ``StepReport/value`` and ``StepReport/gradient`` are the
  /// objective's at the new point, so that the caller need not evaluate it again.
  case evaluated
  /// The rule's own stopping test was met, for the reason in ``StepReport/reason``. Parameters and
  /// state have not changed, and no step is counted.
  case stopped
  /// The step could not be taken, for the reason in ``StepReport/message``.
  case failed

  /// Whether the parameters have moved.
  @inlinable public var hasMoved: Bool { self == .updated || self == .evaluated }

  /// Whether the run must read the report.
  @inlinable public var isReported: Bool { rawValue > 1 }
}

/// The reason why a rule stops by its own test.
public enum StopReason: String, Sendable, Hashable, CaseIterable {
  /// The rule's own test of convergence is met.
  case converged
  /// The rule's direction does not descend.
  case noDescent = "no_descent"
  /// No step along the direction meets the rule's conditions.
  case lineSearchFailed = "line_search_failed"
  /// The trust region has become too small for a step to change the parameters.
  case trustRegionVanished = "trust_region_vanished"
}
