import Descent
import DescentMatrix

/// SOAP: Adam in the eigenbasis of Shampoo's factors.
///
/// - Follows: Vyas et al., "SOAP: improving and stabilizing Shampoo using Adam", 2024, arXiv:2409.11321,
///   Algorithm 3, as in the authors' code: the first gradient only starts the factors, ε is added before
///   bias correction, and decay follows the move.
/// - Deviations: all computations, including the eigenvectors, use the parameters' type. The mean is
///   transformed only when the basis changes, not back and forth at each step. A coordinate whose mean
///   square is 0 does not move, even with ε = 0. If the first gradient gives a factor without full rank, as
///   it always does for a matrix's longer axis, LAPACK chooses the basis of the null space, and moves
///   depend on it.
/// - Memory: 2 scalars per coordinate and 2 · extent² for each axis with a factor. Time per
///   step: O(Σ extent · n), and O(Σ extent³) when the basis changes.
/// - See also: `Shampoo`; `Adam`, which this rule equals without factors.
public struct SOAP: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.003
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.95
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.95
  @Hyperparameter("decay of the factors, -1 for β₂", in: -1..<1) public var shampooBeta = -1.0
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ, after the move", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.01
  @Hyperparameter("steps from basis to basis", in: 1...) public var updatePeriod = 10
  @Hyperparameter("divide means by 1 - decayᵗ") public var biasCorrection = true
  @Hyperparameter("longest axis with a factor", in: 0...65_536) public var maxPreconditionDim =
    10_000
  // The authors' key has an underscore before a digit. swift-format-ignore:
  // AlwaysUseLowerCamelCase
  @Hyperparameter("factors for vectors") public var precondition_1d = false

  public init() {}

  public static let exemptions = [
    Exemption(
      law: "P11", reason: "the first gradient starts the factors and moves nothing, be it NaN",
      reference: "Vyas et al. 2024, arXiv:2409.11321, the authors' code")
  ]

  public static let card = Card(
    name: "soap", summary: "Adam in the eigenbasis of Shampoo's factors",
    formula: """
      Lₜⁱ = β Lₜ₋₁ⁱ + (1 − β) Gₜⁱ Gₜⁱᵀ    Gⁱ has axis i for its rows; L₀ⁱ = 0
      Q₁ⁱ: eigenvectors of L₁ⁱ            Qₜⁱ = qr(Lₜⁱ Qₜ₋₁ⁱ), columns by falling diag(Qᵀ L Q), each period
      pₜ = gₜ ×ᵢ Qₜ₋₁ⁱᵀ                   x₁ = x₀, then k = t − 1
      mₜ = β₁ mₜ₋₁ + (1 − β₁) pₜ          vₜ = β₂ vₜ₋₁ + (1 − β₂) pₜ²        m₁ = v₁ = 0
      yₜ = xₜ₋₁ − η √(1 − β₂ᵏ)/(1 − β₁ᵏ) · (mₜ/(√vₜ + ε)) ×ᵢ Qₜ₋₁ⁱ        xₜ = (1 − η λ) yₜ
      """,
    source: "Vyas et al., 2024, arXiv:2409.11321, Algorithm 3")

  public func validate() throws(ConfigurationError) {
    guard shampooBeta < 0, shampooBeta != -1 else { return }
    throw .inconsistent(owner: "soap", reason: "shampoo_beta is -1 or lies in [0, 1)")
  }

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let extents = tensor.shape.isEmpty ? [1] : tensor.shape
    let isLeftOut = extents.count == 1 && !precondition_1d
    let bases = extents.enumerated().flatMap { axis, extent in
      ["factor_\(axis)", "basis_\(axis)"].map {
        TensorSlot($0, count: isLeftOut || extent > maxPreconditionDim ? 0 : extent * extent)
      }
    }
    return bases + ["first_moment", "second_moment"]
  }
  public func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let k = s.counters[0]
    s.counters[0] += 1
    let bases = EigenBasis(s, decay: shampooBeta < 0 ? beta2 : shampooBeta)
    guard k > 0 else { return bases.start() }
    let (m, v) = (s["first_moment"], s["second_moment"])
    let (p, move) = (bases.projected(s.gradient), s.work.take(s.count))
    for i in 0..<s.count {
      m[i] = T(beta1) * m[i] + T(1 - beta1) * p[i]
      v[i] = T(beta2) * v[i] + T(1 - beta2) * p[i] * p[i]
      move[i] = quotient(m[i], sqrt(v[i]) + T(epsilon))
    }
    let d = bases.turnedBack(move)
    let correction =
      biasCorrection ? sqrt(1 - Double.pow(beta2, k)) / (1 - Double.pow(beta1, k)) : 1
    let (rate, kept) = (T(s.rate * correction), T(1 - s.rate * weightDecay))
    for i in 0..<s.count { s.x[i] = (s.x[i] - rate * d[i]) * kept }
    bases.accumulate()
    if k.truncatingRemainder(dividingBy: Double(updatePeriod)) == 0 { bases.turn(m, v) }
  }
}
