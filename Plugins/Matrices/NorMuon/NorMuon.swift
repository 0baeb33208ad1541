import Descent
import DescentMatrix

/// The size to which NorMuon scales its move after dividing the rows.
public enum RowRescaling: String, CaseIterable, WordHyperparameter {
  /// The Frobenius norm before the division, times k.
  case frobenius
  /// A root mean square of 0.2.
  case rms
}

/// NorMuon: Muon that divides each row of the move, that is, each neuron, by the running root mean
/// square of the row's entries.
///
/// - Follows: Li, Liu, Liang, Chen and Zhao, "NorMuon: making Muon more efficient and scalable", 2025,
///   arXiv:2510.05491, Algorithm 1 with `rescale=rms`; by default the authors' code, which keeps the
///   norm.
/// - Deviations: those of `Muon`, and its defaults. `rescale=rms` leaves out the rate's factor k, as in
///   the paper. A row that never had a gradient does not move, even with ε = 0.
/// - Memory: 1 scalar per coordinate and 1 a row, and 4 rows × columns of work. Time per step: as
///   for `Muon`.
/// - See also: `Muon`, which this rule approaches as ε grows.
public struct NorMuon: GradientOptimizer, OrthogonalMomentum {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) public var momentum = 0.95
  @Hyperparameter("decay β₂ of the mean squares of rows", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.95
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.1
  @Hyperparameter("look ahead", kind: .nesterov) public var nesterov = true
  @Hyperparameter("how the momentum is made orthogonal") public var orthogonalizer =
    Orthogonalizer.newtonSchulz
  @Hyperparameter("size of the move") public var rescale = RowRescaling.frobenius
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
  @Hyperparameter("ε, added to the root of a row's mean square", in: 0..., kind: .stabilizer)
  public var rowEps = 1e-10

  public init() {}

  public static let card = Card(
    name: "normuon", summary: "orthogonalised momentum with rows of equal size",
    formula: """
      Oₜ: Muon's orthogonal factor of the momentum        m₀ = v₀ = 0
      vₜᵢ = β₂ vₜ₋₁ᵢ + (1 − β₂) meanⱼ Oₜᵢⱼ²        Ôₜᵢⱼ = Oₜᵢⱼ/(√vₜᵢ + ε)
      xₜ = (1 − η λ) xₜ₋₁ − η k ‖Oₜ‖/‖Ôₜ‖ Ôₜ         rms: 0.2 √(rows · columns)/‖Ôₜ‖ for k ‖Oₜ‖/‖Ôₜ‖
      """,
    source: "Li, Liu, Liang, Chen and Zhao, 2025, arXiv:2510.05491, Algorithm 1")

  public func validate() throws(ConfigurationError) { try checkIteration() }

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let rows = tensor.shape.count > 1 ? tensor.shape[0] : 1
    let columns = tensor.shape.dropFirst(tensor.shape.count > 1 ? 1 : 0).reduce(1, *)
    return ["momentum", TensorSlot("row_mean_square", count: transposed ? columns : rows)]
  }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (move, x, v) = (orthogonalMomentum(s), outputs(s.matrix(s.x)), s.slot(1))
    let (rows, columns) = (move.rows, move.columns)
    let divided = s.work.take(rows)
    var (before, after) = (0.0, 0.0)
    for i in 0..<rows {
      let square = (0..<columns).reduce(0.0) { $0 + Double(move[i, $1]) * Double(move[i, $1]) }
      v[i] = T(beta2) * v[i] + T((1 - beta2) * square / Double(columns))
      before += square
      // The scale of 1/(√v + ε) does not matter. It is chosen so that a large ε cannot leave the
      // type's range.
      let root = sqrt(Double(v[i])) / max(1, rowEps) + min(1, rowEps)
      divided[i] = T(quotient(1, root))
      after += square * Double(divided[i]) * Double(divided[i])
    }
    let size =
      rescale == .frobenius
      ? rateFactor(move) * sqrt(before) : 0.2 * sqrt(Double(rows * columns))
    let (kept, rate) = (T(1 - s.rate * weightDecay), s.rate * quotient(size, sqrt(after)))
    for i in 0..<rows {
      let factor = T(rate * Double(divided[i]))
      for j in 0..<columns { x[i, j] = x[i, j] * kept - factor * move[i, j] }
    }
  }
}
