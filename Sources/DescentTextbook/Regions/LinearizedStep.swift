import Descent
import DescentGSL

/// A rule's step on ½ λ x² as a linear map of its parameter and its buffers, found by probing the
/// rule with each of them in turn.
///
/// Buffers may be held at a value, such as the second moments of a frozen Adam. They are then set to
/// this value before each step and are not part of the map.
public struct LinearizedStep {
  private let fresh: Stepper<Double>
  private let held: [(place: Int, value: Double)]
  private let free: [Int]
  /// The scale of probes, so small that squared gradients are negligible next to held buffers.
  private static let scale = 0x1p-300

  /// The number of steps with zero gradients after which the counters (bias corrections, first
  /// steps) no longer change.
  private static let warmUp = 8000

  /// - Parameters:
  ///   - rule: the rule with its settings, except for the rate.
  ///   - held: buffers by name, with the value at which each is held.
  /// - Throws: the errors of creating the rule.
  public init(
    _ laboratory: Laboratory, _ rule: Specification, holding held: [String: Double] = [:]
  ) throws {
    var stepper = try Stepper<Double>(laboratory.rule(rule, rate: 1), .vector(1))
    let buffers = stepper.state.layout.buffers
    self.held = buffers.compactMap { buffer in
      held[buffer.slot.name].map { (buffer.offset, $0) }
    }
    free = buffers.filter { held[$0.slot.name] == nil }.map(\.offset)
    // If nothing decays, only the first step must pass.
    var x = [0.0]
    for _ in 0..<(held.isEmpty ? 2 : Self.warmUp) { stepper.step(&x, gradient: [0]) }
    for place in stepper.state.storage.indices { stepper.state.storage[place] = 0 }
    fresh = stepper
  }

  /// The parameter and the free buffers.
  public var order: Int { 1 + free.count }

  /// The image of a vector of these numbers under one step.
  package func image(_ vector: [Double], rate: Double, curvature: Double) -> [Double] {
    var stepper = fresh
    for (place, value) in zip(free, vector.dropFirst()) {
      stepper.state.storage[place] = value * Self.scale
    }
    for (place, value) in held { stepper.state.storage[place] = value }
    var x = [vector[0] * Self.scale]
    stepper.step(&x, gradient: [curvature * x[0]], rate: rate)
    return (x + free.map { stepper.state.storage[$0] }).map { $0 / Self.scale }
  }

  /// The iteration matrix, row-major.
  public func matrix(rate: Double, curvature: Double) -> [Double] {
    let columns = (0..<order).map { column in
      image(
        (0..<order).map { $0 == column ? 1 : 0 }, rate: rate, curvature: curvature)
    }
    return (0..<order).flatMap { row in columns.map { $0[row] } }
  }

  /// The asymptotic factor of a step, which contracts if it is below 1; NaN if an entry of the
  /// matrix is not finite.
  /// - Throws: `GSLError`.
  public func spectralRadius(rate: Double, curvature: Double) throws -> Double {
    let matrix = matrix(rate: rate, curvature: curvature)
    guard matrix.allSatisfy(\.isFinite) else { return .nan }
    return try DescentGSL.spectralRadius(matrix, order: order)
  }

  /// The growth of |x| over n steps of a run (``Laboratory/growth(_:rate:on:from:steps:)``).
  public func growth(rate: Double, curvature: Double, steps n: Int) -> Double {
    var stepper = fresh
    var x = [Self.scale]
    var meter = GrowthMeter(steps: n, range: 1e-290...1e-20)
    for step in 1...(2 * n) {
      for (place, value) in held { stepper.state.storage[place] = value }
      stepper.step(&x, gradient: [curvature * x[0]], rate: rate)
      guard meter.record(step, abs(x[0])) else { break }
    }
    return meter.growth
  }
}
