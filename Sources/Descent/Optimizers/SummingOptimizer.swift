/// What one coordinate adds to the sums of a step: up to four numbers, the others 0.
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
/// A step goes over the coordinates twice (with two `passes` three times): once to add what `terms`
/// gives, once to `update`. State is stored by `update` only, so `terms` computes for itself what it
/// needs of the new state.
///
/// A sum is taken in blocks of 1,024 terms in `T`, each in 16 partial sums; the blocks are added in
/// double precision. The order follows from the number of coordinates alone, so threads change nothing.
/// A sum that is infinite, NaN or smaller than 2⁻¹⁰⁰ is taken again with all terms in double precision.
/// Tensors without a gradient, and tensors without entries, are left out and keep their state; sums
/// over all tensors add those of the tensors in the order of their names.
public protocol SummingOptimizer: Optimizer, Configurable, CoordinateRule {
  /// The buffers, one entry a coordinate each; at most ``CoordinateRule/slotLimit``.
  var slots: [StateSlot] { get }

  /// The scalars of each tensor; at most eight. A subnormal one becomes 0 after a step.
  var counters: [StateSlot] { get }

  /// How each of the numbers that ``terms(pass:_:gradient:state:_:)`` gives is added up, and over what;
  /// at most four. Both passes have the same.
  var sums: [Reduction] { get }

  /// 1, or 2 where the terms of the second pass need the sums of the first.
  var passes: Int { get }

  /// What one coordinate adds, from the point, the gradient and the state before the step.
  /// - Parameters:
  ///   - pass: 0 or 1.
  ///   - x: the coordinate.
  ///   - g: its gradient.
  ///   - s: its state.
  ///   - c: the constants of the pass.
  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T>

  /// Advances the counters of one tensor by one step and returns what its coordinates share.
  ///
  /// Called before each pass and before the update, each time with the counters of before the step and
  /// with the sums that are known by then, the others 0; the counters of the last call are kept.
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
