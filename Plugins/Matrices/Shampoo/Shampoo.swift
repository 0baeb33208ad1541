import Descent
import DescentMatrix

/// Shampoo: a preconditioner for each axis of a tensor.
///
/// - Follows: Gupta, Koren and Singer, "Shampoo: preconditioned stochastic tensor optimization", ICML
///   2018, arXiv:1802.09568, Algorithms 1 and 2; grafting: Agarwal, Anil, Hazan, Koren and Zhang, 2020,
///   arXiv:2002.11803; β₁, β₃, correction and start as in Shi et al., "A distributed data-parallel PyTorch
///   implementation of the distributed Shampoo optimizer", 2023, arXiv:2309.06497.
/// - Deviations: roots are computed from eigenvalues in the parameters' type. An axis longer than `max_dim`
///   has no factor but still counts in the exponent. With ε = 0, a direction that never had a gradient does
///   not move.
/// - Memory: 2 · extent² for each axis, and 1 scalar per coordinate each for `momentum`, `beta1` and a
///   grafted rule with state. Time per step: O(Σ extent · n), and O(Σ extent³) at each root.
/// - See also: `Muon`, which makes Shampoo's first step at every step; `SOAP`, which is Adam in Shampoo's
///   basis.
public struct Shampoo: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.1
  @Hyperparameter("momentum μ of the moves", in: 0..<1, kind: .momentum) public var momentum = 0.0
  @Hyperparameter("decay β₁ of the mean gradient", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.0
  @Hyperparameter("decay β₃ of the mean gradient in this step, -1 for β₁", in: -1..<1)
  public var beta3 = -1.0
  @Hyperparameter("decay β₂ of the factors, 1 for sums", in: 0...1) public var beta2 = 1.0
  @Hyperparameter("divide means by 1 - decayᵗ") public var biasCorrection = false
  @Hyperparameter("ε on the diagonals of the factors", in: 0..., kind: .stabilizer)
  public var epsilon = 1e-4
  @Hyperparameter("where ε is added") public var epsPlacement = FactorEpsilonPlacement.start
  @Hyperparameter("exponent of the roots, 0 for 1/(2 axes)", in: 0...1) public var exponent = 0.0
  @Hyperparameter("steps from root to root", in: 1...) public var updatePeriod = 1
  @Hyperparameter("step of the first root", in: 1...) public var startStep = 1
  @Hyperparameter("longest axis with a factor", in: 1...65_536) public var maxDim = 1024
  @Hyperparameter("whose norm the move takes") public var grafting = Grafting.none
  @Hyperparameter("ε of the grafted rule", in: 0..., kind: .stabilizer) public var graftEps = 1e-8
  @Hyperparameter("decay β₂ of grafted Adam", in: 0..<1, kind: .secondMomentDecay)
  public var graftBeta2 = 0.999
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("decay beside the gradient") public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "shampoo", summary: "a preconditioner for each axis",
    formula: """
      Lₜⁱ = β₂ Lₜ₋₁ⁱ + w Gₜⁱ Gₜⁱᵀ       w = 1 − β₂, or 1; Gⁱ has axis i of k for its rows; L₀ⁱ = ε 1
      uₜ = gₜ ×ᵢ (Lₜⁱ)^(−1/(2k))        grafting: uₜ ‖sₜ‖/‖uₜ‖, sₜ the grafted rule's move
      vₜ = μ vₜ₋₁ + uₜ                  v₀ = 0
      xₜ = xₜ₋₁ − η vₜ
      β₁, β₃: fₜ = β₃ mₜ₋₁ + (1 − β₃) gₜ for gₜ in uₜ and sₜ, mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ, m₀ = 0
      """,
    source: "Gupta, Koren and Singer, ICML 2018, arXiv:1802.09568, Algorithm 2")

  public func validate() throws(ConfigurationError) {
    if beta3 < 0, beta3 != -1 {
      throw .inconsistent(owner: "shampoo", reason: "beta3 is -1 or lies in [0, 1)")
    }
    if startStep > 1, grafting == .none {
      throw .inconsistent(
        owner: "shampoo", reason: "start_step=\(startStep) needs grafting, which moves before it")
    }
  }

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let extents = tensor.shape.isEmpty ? [1] : tensor.shape
    let factors = extents.enumerated().flatMap { axis, extent in
      ["factor_\(axis)", "root_\(axis)"].map {
        TensorSlot($0, count: extent <= maxDim ? extent * extent : 0)
      }
    }
    return factors + (momentum == 0 ? [] : ["velocity"]) + (beta1 == 0 ? [] : ["mean_gradient"])
      + (grafting.hasState ? ["mean_square"] : [])
  }
  public func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let (t, g) = (s.counters[0], s.work.take(s.count))
    let coupled = T(decoupledWeightDecay ? 0 : weightDecay)
    for i in 0..<s.count { g[i] = s.gradient[i] + coupled * s.x[i] }
    accumulate(g, s)
    let f = filtered(g, s, step: t)
    var u = grafted(f, g, s, step: t)
    if t >= Double(startStep) {
      if (t - Double(startStep)).truncatingRemainder(dividingBy: Double(updatePeriod)) == 0 {
        computeRoots(s, step: t)
      }
      let (norm, direction) = (s.matrix(u).view.norm, preconditioned(f, s))
      if grafting != .none {
        s.matrix(direction).scale(by: T(quotient(norm, s.matrix(direction).view.norm)))
      }
      u = direction
    }
    let kept = T(1 - (decoupledWeightDecay ? s.rate * weightDecay : 0))
    let v = momentum == 0 ? u : s["velocity"]
    for i in 0..<s.count {
      if momentum != 0 { v[i] = T(momentum) * v[i] + u[i] }
      s.x[i] = s.x[i] * kept - T(s.rate) * v[i]
    }
  }
}
