import Descent

/// Gradient descent whose step length is the inverse of the curvature along the last move.
///
/// - Follows: Barzilai and Borwein, "Two-point step size gradient methods", IMA Journal of Numerical
///   Analysis 8, 1988, equations 5 and 6.
/// - Deviations: if the last move met no positive curvature, the length is η. Lengths are limited to
///   1e-10 to 1e10. A schedule's factor multiplies every move. Not monotone.
/// - Memory: 2 scalars per coordinate, 1 per tensor. Time per step: O(n), in two passes.
/// - See also: ``GDArmijo``, ``LBFGS``.
public struct BarzilaiBorwein: SummingOptimizer {
  /// sᵀs/sᵀy; sᵀy/yᵀy; or alternating, with the first in even steps.
  public enum Variant: String, CaseIterable, WordHyperparameter {
    case long, short, alternating
  }

  @Hyperparameter("step length without curvature", in: 0...) public var learningRate = 0.01
  @Hyperparameter("which of the two lengths") public var variant = Variant.long

  public init() {}

  public static let card = Card(
    name: "barzilai_borwein", summary: "gradient descent with two-point step lengths",
    formula: """
      xₜ = xₜ₋₁ − aₜ gₜ        s = the last move, y = gₜ − gₜ₋₁, over all tensors
      aₜ = sᵀs / sᵀy (long) or sᵀy / yᵀy (short), in [1e-10, 1e10];  η if sᵀy ≤ 0;  a₁ = η
      """,
    source: "Barzilai and Borwein, IMA J. Numer. Anal. 8, 1988")

  public var needs: Needs { .consistentGradient }
  public static let exemptions = [
    Exemption(
      law: "P15",
      reason: "quotients of small differences amplify roundings: late moves vary",
      reference: "Barzilai and Borwein, IMA J. Numer. Anal. 8(1), 1988")
  ]

  public var slots: [StateSlot] { ["move", "last_gradient"] }
  public var counters: [StateSlot] { ["steps"] }
  public var sums: [Reduction] {
    [.sum(over: .all), .sum(over: .all), .sum(over: .all), .maximum(over: .all)]
  }

  public struct Constants {
    var step: Double
    var length: Double
  }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    // For a tensor's first gradient there is no change yet.
    let y = c.step == 1 ? 0 : g - s[1]
    return [s[0] * s[0], s[0] * y, y * y, T(c.step)]
  }

  public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    counters[0] += 1
    // All tensors use the same step number, so that all have the same length.
    let isEven = sums[3].remainder(dividingBy: 2) == 0
    let isLong = variant == .long || (variant == .alternating && isEven)
    let length = isLong ? sums[0] / sums[1] : sums[1] / sums[2]
    let factor = quotient(info.rate, info.baseRate)
    return Constants(
      step: counters[0],
      length: sums[1] > 0 ? factor * min(max(length, 1e-10), 1e10) : info.rate)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = -(T(c.length) * g)
    s[1] = g
    x += s[0]
  }
}
