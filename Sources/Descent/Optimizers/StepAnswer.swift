/// What a step did.
///
/// A bare byte: an enum with a payload costs some 2 ns of a step's 30. What goes with an answer above
/// ``waiting`` is in the ``StepReport`` of the step's caller.
@frozen public enum StepAnswer: UInt8, Sendable {
  /// The parameters have moved.
  case updated
  /// The gradient was taken in, the parameters have not moved: an accumulation window is still open.
  case waiting
  /// The parameters have moved, and ``StepReport/value`` and ``StepReport/gradient`` are the
  /// objective's there: the caller need not evaluate it again.
  case evaluated
  /// The rule's own stopping test was met, for the reason in ``StepReport/reason``. The parameters and
  /// the state are as they were; no step is counted.
  case stopped
  /// The step could not be taken, as ``StepReport/message`` says.
  case failed

  /// Whether the parameters have moved.
  @inlinable public var hasMoved: Bool { self == .updated || self == .evaluated }

  /// Whether the run has to look at the report.
  @inlinable public var isReported: Bool { rawValue > 1 }
}

/// Why a rule stops by its own test.
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
