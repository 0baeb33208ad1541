import Descent
import DescentMatrix

/// Muon: momentum made orthogonal, so that all directions of a matrix advance at the same pace.
///
/// - Follows: Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024, with decay
///   and defaults of PyTorch's `Muon`; `match_rms_adamw`: Liu et al., "Muon is scalable for LLM
///   training", 2025, arXiv:2502.16982; `polar_express`: Amsel, Persson, Musco and Gower, 2025,
///   arXiv:2505.16932.
/// - Deviations: the iteration runs in the type of the parameters, not in bfloat16. A tensor with more
///   than two axes is treated as a matrix with the first axis as rows and all others as columns; a vector
///   as a matrix with one row. The momentum adds 1 − μ times the gradient. Adding the whole gradient
///   would give the same moves, up to ε.
/// - Memory: 1 scalar per coordinate, and 4 rows × columns of work. Time per step: O(rows² ·
///   columns), where the smaller extent counts as the rows.
/// - See also: `NorMuon`, which divides each row of the move by its past size; `Shampoo`, whose first
///   step is the exact polar factor.
public struct Muon: GradientOptimizer, OrthogonalMomentum {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) public var momentum = 0.95
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.1
  @Hyperparameter("look ahead", kind: .nesterov) public var nesterov = true
  @Hyperparameter("divide momentum and gradient by their bias, as Optax does")
  public var biasCorrection = false
  @Hyperparameter("how the momentum is made orthogonal") public var orthogonalizer =
    Orthogonalizer.newtonSchulz
  @Hyperparameter("factor k of the rate") public var adjustLr = RateAdjustment.original
  @Hyperparameter("parameters are stored as inputs by outputs, and a vector is one column") public
    var transposed = false
  @Hyperparameter("steps of the iteration", in: 1...100) public var nsSteps = 5
  @Hyperparameter("coefficient a of the iteration", in: 1...) public var nsA = 3.4445
  @Hyperparameter("coefficient b of the iteration") public var nsB = -4.775
  @Hyperparameter("coefficient c of the iteration") public var nsC = 2.0315
  @Hyperparameter("ε beside the norm", in: 0..., kind: .stabilizer) public var epsilon = 1e-7
  @Hyperparameter("how ε and the norm come together") public var epsPlacement =
    NormEpsilonPlacement.clamp
  @Hyperparameter("ε beside the norm of polar_express", in: 0..., kind: .stabilizer)
  public var polarEps = 1e-6

  public init() {}

  public static let card = Card(
    name: "muon", summary: "orthogonalised momentum",
    formula: """
      mₜ = μ mₜ₋₁ + (1 − μ) gₜ        uₜ = μ mₜ + (1 − μ) gₜ, or mₜ        m₀ = 0
      X₀ = uₜ/max(‖uₜ‖, ε)            Xₖ = a Xₖ₋₁ + (b A + c A²) Xₖ₋₁,  A = Xₖ₋₁ Xₖ₋₁ᵀ
      xₜ = (1 − η λ) xₜ₋₁ − η k X₅    k = √max(1, rows/columns), or 0.2 √max(rows, columns)
      bias_correction: uₜ = μ mₜ/(1 − μᵗ⁺¹) + (1 − μ) gₜ/(1 − μᵗ), or mₜ/(1 − μᵗ)
      svd: (uₜ uₜᵀ)^(−½) uₜ for X₅    polar_express: a, b, c of each step, X₀ = uₜ/(1.02 ‖uₜ‖ + ε)
      """,
    source: "Jordan et al., Muon: an optimizer for hidden layers, 2024")

  public func validate() throws(ConfigurationError) { try checkIteration() }

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }
  public func counters(for tensor: Layout.Tensor) -> [StateSlot] {
    biasCorrection ? [StateSlot("momentum_power", initial: 1)] : []
  }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let move = orthogonalMomentum(s)
    let x = outputs(s.matrix(s.x))
    let (kept, rate) = (T(1 - s.rate * weightDecay), T(s.rate * rateFactor(move)))
    for i in 0..<x.rows {
      for j in 0..<x.columns { x[i, j] = x[i, j] * kept - rate * move[i, j] }
    }
  }
}
