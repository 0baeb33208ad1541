import Descent
import DescentRules

/// DoG: gradient descent whose step size is the largest distance from the start so far, divided
/// by the root of the sum of all squared gradient norms.
///
/// - Follows: Ivgi, Hinder and Carmon, "DoG is SGD's best friend", ICML 2023, arXiv:2302.12022,
///   Algorithm 1; `per_tensor` is its L-DoG; dog-optimizer 1.0.3 for `init_eta` and the start of G.
/// - Deviations: the paper returns an average with polynomial decay; for it use the observer
///   `polynomial_average`. `init_eta=0` means none. The schedule's factor multiplies `init_eta`.
/// - Memory: 1 scalar per coordinate, 1 per tensor and 3 in total. Time per step: O(n), in two
///   passes.
/// - See also: `DoWG`, which weights gradients by distances; `Prodigy`, which has moments.
public struct DoG: JointOptimizer {
  @Hyperparameter("factor η of the step", in: 0...) public var learningRate = 1.0
  @Hyperparameter("first distance, over 1 + ‖x₀‖", above: 0) public var repsRel = 1e-6
  @Hyperparameter("ε, where the sum of squares starts", in: 0..., kind: .initialAccumulator)
  public var epsilon = 1e-8
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("step size of the first step, with r₀ = 0; 0: none", in: 0...)
  public var initEta = 0.0
  @Hyperparameter("each tensor by itself") public var perTensor = false

  public init() {}

  public static let card = Card(
    name: "dog", summary: "distance over gradients",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁       rₜ = max(rₜ₋₁, ‖xₜ₋₁ − x₀‖), over all tensors      r₀ = ρ (1 + ‖x₀‖)
      Gₜ = Gₜ₋₁ + ‖gₜ‖²            xₜ = xₜ₋₁ − η rₜ/√Gₜ gₜ                            G₀ = ε
      init_eta: r₀ = 0, and the first step size is init_eta in the place of η r₁/√G₁
      """,
    source: "Ivgi, Hinder and Carmon, ICML 2023, arXiv:2302.12022, Algorithm 1")

  public var slots: [StateSlot] { ["start"] }
  public var counters: [StateSlot] {
    ["time", "distance", StateSlot("squares", initial: epsilon)]
  }
  public var sumCount: Int { 3 }
  public var isPerTensor: Bool { perTensor }
  public var remembersStart: Bool { true }

  public func terms<T: KernelScalar>(
    _ x: T, gradient: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> {
    let (g, d) = (gradient + T(weightDecay) * x, x - s[0])
    return [d * d, g * g, x * x, 0]
  }

  public func constants(_ info: StepInfo, counters c: inout Counters, sums: Terms<Double>?)
    -> Double?
  {
    guard let sums else { return 0 }
    let isFirst = c[0] == 0
    c[0] += 1
    if isFirst && initEta == 0 { c[1] = repsRel * (1 + sqrt(sums[2])) }
    c[1] = max(sqrt(sums[0]), c[1])
    c[2] += sums[1]
    return isFirst && initEta > 0
      ? initEta * quotient(info.rate, info.baseRate) : info.rate * quotient(c[1], sqrt(c[2]))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Double
  ) { x -= T(c) * (gradient + T(weightDecay) * x) }
}
