import Descent

/// Gradient descent with Polyak's step length, which is computed from the difference between the
/// value and the lowest value.
///
/// - Follows: Polyak, "Minimization of unsmooth functionals", USSR Computational Mathematics 9(3), 1969;
///   Loizou et al., "Stochastic Polyak step-size for SGD", AISTATS 2021, arXiv:2002.10542 (SPS_max with
///   c = ½ is η = 2); `sps+`: Garrigos, Gower and Schaipp, arXiv:2307.14528.
/// - Deviations: ε is added to the squared norm. With ε = 0, a gradient of 0 gives a step of 0.
/// - Memory: none. Time per step: O(n), with two passes over the gradient.
/// - See also: ``GDArmijo``, which needs no f*.
public struct Polyak: SummingOptimizer {
  public enum Variant: String, CaseIterable, WordHyperparameter {
    case sps
    /// Takes no step if the value is below f*.
    case spsPlus = "sps+"
  }

  @Hyperparameter("factor of the step", in: 0...) public var learningRate = 1.0
  @Hyperparameter("largest step size", above: 0) public var maxLr = 1.0
  @Hyperparameter("ε, added to the squared norm", in: 0..., kind: .stabilizer)
  public var epsilon = 0.0
  @Hyperparameter("the lowest value f*") public var fMin = 0.0
  @Hyperparameter("what is made of a value below f*") public var variant = Variant.sps

  public init() {}

  public static let card = Card(
    name: "polyak", summary: "gradient descent with Polyak's step",
    formula: """
      xₜ = xₜ₋₁ − η min((f(xₜ₋₁) − f*) / (‖gₜ‖² + ε), γ) gₜ        ‖·‖ over all tensors
      sps+: max(f(xₜ₋₁) − f*, 0) for f(xₜ₋₁) − f*
      """,
    source: "Loizou et al., AISTATS 2021, arXiv:2002.10542")

  public var needs: Needs { [.value, .consistentGradient] }
  public var sums: [Reduction] { [.sum(over: .all)] }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Double
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Double {
    let gap = variant == .spsPlus ? max(info.value - fMin, 0) : info.value - fMin
    return info.rate * min(quotient(gap, sums[0] + epsilon), maxLr)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) { x -= T(c) * g }
}
