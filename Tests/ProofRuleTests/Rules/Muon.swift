import Descent
import DescentMatrix

/// Muon: momentum made orthogonal, so that no direction of a matrix waits for the others.
///
/// - Follows: Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024; the decay
///   and the factor of the rate as in PyTorch's `Muon`.
/// - Deviations: the iteration runs in the type of the parameters. A tensor of higher rank is the matrix
///   of its first extent by all others; a vector is a matrix of one row.
/// - Memory: 1 scalar a coordinate, and 4 rows × columns of work. Time per step: O(rows² · columns).
struct Muon: GradientOptimizer {
  enum Orthogonalizer: String, CaseIterable, WordHyperparameter {
    case newtonSchulz = "newton_schulz"
    /// The exact polar factor (uuᵀ)^−½ u.
    case svd
  }
  enum EpsilonPlacement: String, CaseIterable, WordHyperparameter {
    /// max(‖u‖, ε).
    case clamp
    /// ‖u‖ + ε.
    case sum
  }
  enum RateFactor: String, CaseIterable, WordHyperparameter {
    /// √max(1, rows/columns).
    case original
    /// 0.2 √max(rows, columns).
    case matchRMSAdamW = "match_rms_adamw"
  }

  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.001
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.95
  @Hyperparameter("decoupled weight decay λ", in: 0...) var weightDecay = 0.0
  @Hyperparameter("look ahead") var nesterov = true
  @Hyperparameter("how the momentum is made orthogonal") var orthogonalizer =
    Orthogonalizer.newtonSchulz
  @Hyperparameter("factor k of the rate") var adjustLr = RateFactor.original
  @Hyperparameter("steps of the Newton-Schulz iteration", in: 1...) var nsSteps = 5
  @Hyperparameter("ε beside the norm", in: 0...) var epsilon = 1e-7
  @Hyperparameter("how ε and the norm come together") var epsPlacement = EpsilonPlacement.clamp

  static let card = Card(
    name: "muon", summary: "orthogonalised momentum",
    formula: """
      mₜ = μ mₜ₋₁ + (1 − μ) gₜ        uₜ = μ mₜ + (1 − μ) gₜ        m₀ = 0
      X₀ = uₜ/‖uₜ‖        Xₖ = a Xₖ₋₁ + (b A + c A²) Xₖ₋₁,  A = Xₖ₋₁ Xₖ₋₁ᵀ
      xₜ = (1 − η λ) xₜ₋₁ − η k X₅
      """,
    source: "Jordan et al., Muon: an optimizer for hidden layers, 2024")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (m, u, share) = (s.slot(0), s.work.take(s.count), T(1 - momentum))
    for i in 0..<s.count {
      m[i] = T(momentum) * m[i] + share * s.gradient[i]
      u[i] = nesterov ? T(momentum) * m[i] + share * s.gradient[i] : m[i]
    }
    let (o, rows, columns) = (s.matrix(u), Double(s.matrix(u).rows), Double(s.matrix(u).columns))
    let norm = epsPlacement == .clamp ? max(o.view.norm, epsilon) : o.view.norm + epsilon
    switch orthogonalizer {
    case .newtonSchulz: NewtonSchulz(steps: nsSteps).orthogonalise(o, norm: norm, work: s.work)
    case .svd: o.setPolarFactor(work: s.work)
    }
    let k = sqrt(adjustLr == .original ? max(1, rows / columns) : 0.04 * max(rows, columns))
    for i in 0..<s.count { s.x[i] = s.x[i] * T(1 - s.rate * weightDecay) - T(s.rate * k) * u[i] }
  }
}
