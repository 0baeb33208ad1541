import Descent
import DescentRules

/// DoWG: gradient descent whose step size is the squared distance from the start, divided by the
/// root of the sum of all squared gradient norms, each weighted by the squared distance at its
/// time.
///
/// - Follows: Khaled, Mishchenko and Jin, "DoWG unleashed: an efficient universal parameter-free
///   gradient descent method", NeurIPS 2023, arXiv:2305.16284, Algorithm 1, as in Optax.
/// - Deviations: as in Optax, ε is both the first squared distance and added to the root.
/// - Memory: 1 scalar per coordinate, 1 per tensor and 2 in total. Time per step: O(n), in two
///   passes.
/// - See also: `DoG`, which does not weight the gradients.
public struct DoWG: JointOptimizer {
  @Hyperparameter("factor η of the step", in: 0...) public var learningRate = 1.0
  @Hyperparameter("ε, the first squared distance, and added to the root", in: 0...)
  public var epsilon = 1e-4
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("each tensor by itself") public var perTensor = false

  public init() {}

  public static let card = Card(
    name: "dowg", summary: "distance over weighted gradients",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁       rₜ² = max(rₜ₋₁², ‖xₜ₋₁ − x₀‖²), over all tensors      r₀² = ε
      vₜ = vₜ₋₁ + rₜ² ‖gₜ‖²        xₜ = xₜ₋₁ − η rₜ²/(√vₜ + ε) gₜ                        v₀ = 0
      """,
    source: "Khaled, Mishchenko and Jin, NeurIPS 2023, arXiv:2305.16284, Algorithm 1")

  public var slots: [StateSlot] { ["start"] }
  public var counters: [StateSlot] {
    [StateSlot("squared_distance", initial: epsilon), "squares"]
  }
  public var sumCount: Int { 2 }
  public var isPerTensor: Bool { perTensor }
  public var remembersStart: Bool { true }

  public func terms<T: KernelScalar>(
    _ x: T, gradient: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> {
    let (g, d) = (gradient + T(weightDecay) * x, x - s[0])
    return [d * d, g * g, 0, 0]
  }

  public func constants(_ info: StepInfo, counters c: inout Counters, sums: Terms<Double>?)
    -> Double?
  {
    guard let sums else { return 0 }
    c[0] = max(sums[0], c[0])
    c[1] += c[0] * sums[1]
    return info.rate * quotient(c[0], sqrt(c[1]) + epsilon)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Double
  ) { x -= T(c) * (gradient + T(weightDecay) * x) }
}
