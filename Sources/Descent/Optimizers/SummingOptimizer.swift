/// One coordinate's contributions to the sums of a step: up to four numbers, the others 0.
public typealias Terms<T> = InlineArray<4, T>

/// Tier 2: a rule written for one coordinate whose step depends on sums over a tensor, or over all
/// tensors, such as norms and inner products.
///
/// ```swift
/// public var sums: [Reduction] { [.sum, .sum] }
/// public func terms<T: KernelScalar>(
///   pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
/// ) -> Terms<T> { [x * x, g * g, 0, 0] }
/// public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
///   sums[1] > 0 ? info.rate * sqrt(sums[0] / sums[1]) : info.rate
/// }
/// ```
/// A step visits the coordinates twice (three times with two `passes`): to add up the results of
/// `terms`, and then to `update`. Only `update` stores state, so `terms` must compute any new state
/// that it needs.
///
/// A sum is computed in blocks of 1,024 terms in `T`, each with 16 partial sums; the blocks are added
/// in double precision. The order depends only on the number of coordinates, so the result does not
/// depend on threads. A sum that is infinite, NaN or smaller than 2⁻¹⁰⁰ is recomputed with all terms in
/// double precision. Tensors without a gradient or without entries are skipped and keep their state; a
/// sum over all tensors adds the tensors' sums in the order of their names.
public protocol SummingOptimizer: Optimizer, Configurable, CoordinateRule {
  /// The buffers, each with one entry per coordinate; at most ``CoordinateRule/slotLimit``.
  var slots: [StateSlot] { get }

  /// The scalars of each tensor; at most eight. A subnormal one becomes 0 after a step.
  var counters: [StateSlot] { get }

  /// The reduction of each number that ``terms(pass:_:gradient:state:_:)`` returns; at most four, the
  /// same in both passes.
  var sums: [Reduction] { get }

  /// The number of passes: 1, or 2 if the terms of the second pass need the sums of the first.
  var passes: Int { get }

  /// Returns one coordinate's contributions to the sums, given point, gradient and state before
  /// the step.
  /// - Parameters:
  ///   - pass: 0 or 1.
  ///   - x: the coordinate.
  ///   - g: its gradient.
  ///   - s: its state.
  ///   - c: the constants of the pass.
  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T>

  /// Advances the counters of one tensor by one step and returns the values that its
  /// coordinates share.
  ///
  /// Called before each pass and before the update, each time with the counters from before the step
  /// and with the sums known so far; the others are 0. The counters of the last call are kept.
  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants
}

extension SummingOptimizer {
  public var slots: [StateSlot] { [] }
  public var counters: [StateSlot] { [] }
  public var passes: Int { 1 }

  @inlinable
  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try summingKernel(layout, workers) }

  @inlinable
  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try summingKernel(layout, workers) }
}
