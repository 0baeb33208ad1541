import Descent
import DescentRules

/// Adafactor: steps in proportion to each tensor's size, with a second moment that is stored only per
/// row and column.
///
/// - Follows: Shazeer and Stern, "Adafactor: adaptive learning rates with sublinear memory cost", ICML
///   2018, arXiv:1804.04235, Algorithms 4 to 6, as in PyTorch; `eps1_placement=squares` is as in the
///   paper, `warmup_init` and `beta1` as in Hugging Face, `min_dim_to_factor` as in Optax.
/// - Deviations: as in PyTorch, the step is at most η and not 1e-2, and ε₁ is a floor. `eps1=-1` means
///   the machine epsilon of the tensor's type for the floor, and 1e-30 for squares. With `beta1` the
///   moment contains the rate, and the decay uses the scaled rate. The schedule also multiplies the
///   rate of `warmup_init`.
/// - Memory: 1 scalar per row and column of each matrix (vectors: 1 per coordinate), 1 more per
///   coordinate with `beta1`, 1 per tensor. Time per step: O(n).
/// - See also: `CAME`, which also weights by confidence; `SM3`, which takes maxima instead of
///   means.
public struct Adafactor: GradientOptimizer {
  /// Where ε₁ applies: as a floor of the second moment, or added to the squares.
  public enum EpsilonPlacement: String, CaseIterable, WordHyperparameter { case floor, squares }

  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("power of the step's number in the share of new squares", in: -10...0)
  public var beta2Decay = -0.8
  @Hyperparameter("ε₁ of the second moment; -1: the placement's own", in: (-1)...) public var eps1 =
    -1.0
  @Hyperparameter("ε₂, the least size of a tensor", in: 0...) public var eps2 = 0.001
  @Hyperparameter("largest root mean square of a direction", above: 0) public var d = 1.0
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("decay β₁ of the moves", in: 0..<1, kind: .firstMomentDecay) public var beta1 =
    0.0
  @Hyperparameter("where ε₁ stands") public var eps1Placement = EpsilonPlacement.floor
  @Hyperparameter("the rate is at most 1/√t") public var relativeStep = true
  @Hyperparameter("the rate is min(1e-6 t, 1/√t)") public var warmupInit = false
  @Hyperparameter("steps in proportion to the tensor's size") public var scaleParameter = true
  @Hyperparameter("smallest extent of a matrix that is factored", in: 0...)
  public var minDimToFactor = 0

  public init() {}

  public static let card = Card(
    name: "adafactor", summary: "steps in proportion to size, with a factored second moment",
    formula: """
      w = t^decay      R ← (1 − w) R + w mean over columns of g²      C likewise      V = R Cᵀ/mean R
      vectors: V ← (1 − w) V + w g²                                                  R = C = V = 0 at first
      u = g/√max(V, ε₁²), mean R ≥ ε₁      squares: g² + ε₁ for g²      û = u/max(1, RMS(u)/d)
      a = max(ε₂, RMS(x)) · min(η, 1/√t)      x ← (1 − ηλ) x − a û
      beta1: m ← β₁ m + (1 − β₁) a û,  x ← (1 − aλ) x − m
      """,
    source: "Shazeer and Stern, ICML 2018, arXiv:1804.04235, Algorithms 4 to 6")

  public static let exemptions = [
    Exemption(
      law: "P15",
      reason: "the share of new squares falls with the power 0.8 of time, and the rate with 1/√t",
      reference: "Shazeer and Stern, ICML 2018, arXiv:1804.04235, section 7.2"),
    Exemption(
      law: "P10",
      reason: "decay is by the size of the tensor: at large rates it grows with its square",
      reference: "Shazeer and Stern, ICML 2018, arXiv:1804.04235, Algorithm 5"),
  ]

  public func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let u = s.work.take(s.count)
    setDirection(u, s)
    let clip = 1 / max(rootMeanSquare(u) / d, 1)
    let size = scaleParameter ? max(rootMeanSquare(s.x), eps2) : 1
    let a = size * rate(s.info, step: s.counters[0])
    let kept = T(1 - (beta1 > 0 ? a : s.rate) * weightDecay)
    let m = beta1 > 0 ? s["first_moment"] : u
    for i in 0..<s.count {
      let move = T(a * clip) * u[i]
      m[i] = beta1 > 0 ? T(beta1) * m[i] + T(1 - beta1) * move : move
      s.x[i] = kept * s.x[i] - m[i]
    }
  }
}
