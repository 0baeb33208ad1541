import Descent

/// Gradient descent with the silver step sizes: every second step is short. The others are longer the
/// more often 2 divides the step number. The short steps make up for the overshoot of the long ones
/// between them.
///
/// - Follows: Altschuler and Parrilo, "Acceleration by stepsize hedging II: silver stepsize schedule for
///   smooth convex optimization", Mathematical Programming, 2024, arXiv:2309.16530, §1.1.
/// - Deviations: none. The theory needs η = 1/L and 2ᵏ − 1 steps. The loss is not monotone.
/// - Memory: 1 scalar per tensor. Time per step: O(n).
/// - See also: ``OGM``, ``AGD``, which accelerate by momentum.
public struct Silver: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η, 1/L", in: 0...) public var learningRate = 0.01

  public init() {}

  public static let card = Card(
    name: "silver", summary: "gradient descent with silver step sizes",
    formula: """
      xₜ = xₜ₋₁ − η (1 + ρᵛ⁻¹) gₜ        ρ = 1 + √2;  v: how often 2 divides t
      """,
    source: "Altschuler and Parrilo, Mathematical Programming, 2024, arXiv:2309.16530")

  public static let exemptions = [
    Exemption(
      law: "P15", reason: "step sizes never settle: that of step 2ᵏ is about ρᵏ⁻¹",
      reference: "Altschuler and Parrilo, arXiv:2309.16530, §1.1")
  ]

  public var counters: [StateSlot] { ["step"] }

  public func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate * Self.factor(Int(counters[0]))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) { x -= T(c) * g }

  /// 1 + (1 + √2)^(v − 1) with v the number of trailing zero bits of the step.
  static func factor(_ step: Int) -> Double {
    1 + .pow(1 + 2.0.squareRoot(), step.trailingZeroBitCount - 1)
  }
}
