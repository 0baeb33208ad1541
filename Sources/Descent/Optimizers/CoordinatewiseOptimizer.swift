/// The state of one coordinate as its rule sees it: slot `j` is `s[j]`, in the order of
/// ``CoordinatewiseOptimizer/slots``. A rule may use up to four.
public typealias Slots<T> = InlineArray<4, T>

/// The per-tensor scalars of a rule, such as running products; up to four, in double precision.
public typealias Counters = InlineArray<4, Double>

/// Tier 1: a rule written for *one coordinate*, almost as the paper prints it.
///
/// ```swift
/// public struct SGD: CoordinatewiseOptimizer {
///   @Hyperparameter("learning rate", in: 0...) public var learningRate = 0.01
///   public init() {}
///   public func update<T: KernelScalar>(
///     _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
///   ) { x -= T(rate) * g }
/// }
/// ```
/// The engine runs `update` over any number of coordinates, vectorised and in place, in `Float` and
/// `Double`. Keep hyperparameters as `Double` and convert them in the rule, as `T(beta1)`: the
/// conversion is hoisted out of the loop. Whatever does not depend on the coordinate belongs in
/// ``constants(rate:counters:)``.
public protocol CoordinatewiseOptimizer: Optimizer, Configurable {
  /// What one step's coordinates share; the learning rate, unless a rule says otherwise.
  associatedtype Constants = Double

  /// The buffers, one entry a coordinate each; at most four.
  var slots: [StateSlot] { get }

  /// The scalars of each tensor; at most four. A subnormal one becomes 0 after a step.
  var counters: [StateSlot] { get }

  /// Advances the counters of one tensor by one step and returns what its coordinates share.
  func constants(rate: Double, counters: inout Counters) -> Constants

  /// One step of one coordinate.
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants)
}

extension CoordinatewiseOptimizer {
  public var slots: [StateSlot] { [] }
  public var counters: [StateSlot] { [] }

  @inlinable
  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try coordinatewiseKernel(layout, workers) }

  @inlinable
  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try coordinatewiseKernel(layout, workers) }
}

extension CoordinatewiseOptimizer where Constants == Double {
  @inlinable
  public func constants(rate: Double, counters: inout Counters) -> Double { rate }
}
