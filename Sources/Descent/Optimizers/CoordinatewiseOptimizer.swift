/// The state of one coordinate as its rule sees it: slot `j` is `s[j]`, in the order of
/// ``CoordinatewiseOptimizer/slots``.
public typealias Slots<T> = InlineArray<8, T>

/// The per-tensor scalars of a rule, such as running products; up to eight, in double precision.
public typealias Counters = InlineArray<8, Double>

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
/// conversion is hoisted out of the loop. Compute values that do not depend on the coordinate in
/// ``constants(rate:counters:)``.
public protocol CoordinatewiseOptimizer: Optimizer, Configurable, CoordinateRule {
  /// The buffers, each with one entry per coordinate; at most ``CoordinateRule/slotLimit``.
  var slots: [StateSlot] { get }

  /// The scalars of each tensor; at most eight. A subnormal one becomes 0 after a step.
  var counters: [StateSlot] { get }

  /// Advances the counters of one tensor by one step and returns the values that its
  /// coordinates share.
  func constants(rate: Double, counters: inout Counters) -> Constants

  /// As ``constants(rate:counters:)``, for a rule that reads more of the step than its rate: the value,
  /// the step's number (each if the rule ``Optimizer/needs`` it), the horizon, the seed. A rule
  /// implements one of the two.
  func constants(_ info: StepInfo, counters: inout Counters) -> Constants

  /// Whether the evaluation point differs from the point that the rule steps.
  var hasEvaluationPoint: Bool { get }

  /// The coordinate of the evaluation point (if ``hasEvaluationPoint``), from the stepped coordinate,
  /// its state, and the counters of its tensor.
  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T
}

/// The common requirements of rules written for one coordinate: ``CoordinatewiseOptimizer`` and
/// ``SummingOptimizer``.
public protocol CoordinateRule: Sendable {
  /// The values that the coordinates share in one step; by default the learning rate.
  associatedtype Constants = Double

  /// The largest number of slots that the rule can have at any settings: 4 by default, 8 at most.
  /// Loops are compiled for each number of slots up to this limit.
  static var slotLimit: Int { get }

  /// One step of one coordinate.
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants)
}

extension CoordinateRule {
  @inlinable @inline(__always)
  public static var slotLimit: Int { 4 }
}

extension CoordinatewiseOptimizer {
  public var slots: [StateSlot] { [] }
  public var counters: [StateSlot] { [] }

  @inlinable @inline(__always)
  public var hasEvaluationPoint: Bool { false }

  @inlinable @inline(__always)
  public func evaluationPoint<T: KernelScalar>(
    _ x: T, state s: Slots<T>, counters: Counters
  ) -> T { x }

  @inlinable @inline(__always)
  public func constants(_ info: StepInfo, counters: inout Counters) -> Constants {
    constants(rate: info.rate, counters: &counters)
  }

  /// A default for rules that implement the other form; it must not be called.
  /// - Precondition: the rule has ``constants(_:counters:)``.
  @inlinable
  public func constants(rate: Double, counters: inout Counters) -> Constants {
    refuse("\(Self.card.name) has neither constants(_:counters:) nor constants(rate:)")
  }

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
