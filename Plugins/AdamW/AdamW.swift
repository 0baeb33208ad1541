import Descent

/// AdamW: Adam with decoupled weight decay.
///
/// - Follows: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019,
///   arXiv:1711.05101, Algorithm 2.
/// - Deviations: the decay is multiplied by the learning rate, x ← (1 − ηλ) x, as in PyTorch; the
///   paper multiplies it by the schedule's factor only. The default λ = 0.01 is PyTorch's.
///   With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 2 scalars a coordinate (3 with AMSGrad), 2 a tensor. Time per step: O(n).
/// - See also: `Adam`, which with λ = 0 is this rule, bit for bit.
public struct AdamW: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("divide by the largest second moment so far", kind: .maximum)
  public var amsgrad = false
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.01

  public init() {}

  public static let card = Card(
    name: "adamw", summary: "Adam with decoupled weight decay",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      xₜ = (1 − ηλ) xₜ₋₁ − η · mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε)
      AMSGrad: v̂ₜ = max(v̂ₜ₋₁, vₜ) in the place of vₜ under the root
      """,
    source: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2")

  public var slots: [StateSlot] {
    ["first_moment", "second_moment"] + (amsgrad ? ["largest_second_moment"] : [])
  }
  // β₁ᵗ and β₂ᵗ as running products: no power per step, and each tensor keeps its own time.
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }

  public struct Constants {
    let shrink: Double
    let stepSize: Double
    let correction: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    return Constants(
      shrink: 1 - rate * weightDecay, stepSize: rate / (1 - counters[0]),
      correction: 1 / sqrt(1 - counters[1]))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    if amsgrad { s[2] = max(s[2], s[1]) }
    let v = amsgrad ? s[2] : s[1]
    x = T(c.shrink) * x - quotient(T(c.stepSize) * s[0], sqrt(v) * T(c.correction) + T(epsilon))
  }
}
