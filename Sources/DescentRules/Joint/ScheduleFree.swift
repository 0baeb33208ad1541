import Descent

/// The values that the coordinates share in one schedule-free step.
public struct ScheduleFreeStep: Sendable {
  /// e, the rate with warm-up.
  public var rate: Double
  /// c, the weight of the descended point in the average.
  public var share: Double
  public var isFirst: Bool
  /// 1/√(1 − β₂ᵗ), for rules with a second moment.
  public var correction = 1.0

  @usableFromInline
  init(rate: Double, share: Double, isFirst: Bool) {
    (self.rate, self.share, self.isFirst) = (rate, share, isFirst)
  }
}

/// A rule that averages the points to which it descends, after Defazio et al., and evaluates
/// gradients between the average and the last of these points.
public protocol ScheduleFree: Sendable {
  /// The weight β of the average in the point at which gradients are evaluated.
  var averaging: Double { get }
  var r: Double { get }
  var weightLrPower: Double { get }
  var warmupSteps: Int { get }
}

extension ScheduleFree {
  /// Advances the counters `steps`, `largest_rate` and `weight_sum` by a step at a rate.
  @inlinable
  public func advance(_ c: inout Counters, rate: Double) -> ScheduleFreeStep {
    c[0] += 1
    let e = warmupSteps == 0 ? rate : rate * min(1, c[0] / Double(warmupSteps))
    // Weights are divided by the power of the largest rate, so that their size does not depend on
    // rates. 0⁰ is 1.
    if e > c[1] {
      c[2] *= weightLrPower == 0 ? 1 : Double.pow(c[1] / e, weightLrPower)
      c[1] = e
    }
    let weight = c[1] > 0 || weightLrPower == 0 ? Double.pow(c[0], r) : 0
    c[2] += weight
    return ScheduleFreeStep(rate: e, share: quotient(weight, c[2]), isFirst: c[0] == 1)
  }

  /// Moves z along a direction, updates the average, and sets x between both.
  /// - Parameters:
  ///   - z: the descended point.
  ///   - average: the mean of all z so far.
  @inlinable @inline(__always)
  public func move<T: KernelScalar>(
    _ x: inout T, by direction: T, _ z: inout T, _ average: inout T, _ c: ScheduleFreeStep
  ) {
    z -= T(c.rate) * direction
    // Exact if both points are equal, or if one of them has all the weight.
    average = c.share == 1 ? z : average + T(c.share) * (z - average)
    x = averaging == 1 ? average : z + T(averaging) * (average - z)
  }

  /// The rates and weights of `steps` steps at a constant rate, divided by that rate and its
  /// power.
  public func constantWeights(_ steps: Int) -> [(rate: Double, weight: Double)] {
    (1...max(1, steps)).map { t in
      let e = warmupSteps == 0 ? 1 : min(1, Double(t) / Double(warmupSteps))
      return (e, .pow(Double(t), r) * (weightLrPower == 0 ? 1 : .pow(e, weightLrPower)))
    }
  }

  /// The matrix of a step on a quadratic, for y and the distance of z from it.
  public var averagedRegime: @Sendable (_ a: Double, _ step: Int) -> LinearRegime.Transition {
    let rule = self
    return { a, step in
      // After many steps, new points have practically no weight.
      guard step <= 100_000 else { return Self.transition(a, share: 0, beta: rule.averaging) }
      let weights = rule.constantWeights(step)
      let share = weights[step - 1].weight / weights.reduce(0) { $0 + $1.weight }
      return Self.transition(a * weights[step - 1].rate, share: share, beta: rule.averaging)
    }
  }

  private static func transition(_ a: Double, share c: Double, beta: Double)
    -> LinearRegime.Transition
  {
    LinearRegime.Transition(
      xx: 1 - (beta * c + 1 - beta) * a, xp: c, px: -a * beta * (1 - c), pp: 1 - c)
  }
}
