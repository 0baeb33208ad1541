import Descent

/// SM3: Adagrad that keeps its sums of squares only for a tensor's rows, columns and other slices.
///
/// - Follows: Anil, Gupta, Koren and Singer, "Memory-efficient adaptive optimization", NeurIPS 2019,
///   arXiv:1901.11150, Algorithm SM3-II; `beta2` below 1 is Optax's decayed version.
/// - Deviations: ε is inside the root, as in Optax. A coordinate whose sum is 0 does not move.
/// - Memory: 1 scalar per coordinate and 1 for each index of each axis. Time per step: O(n) per
///   axis.
/// - See also: `Adagrad`, which this rule equals for vectors; `Adafactor`, which keeps rows and
///   columns.
public struct SM3: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.1
  @Hyperparameter("decay of the running mean of moves", in: 0..<1, kind: .firstMomentDecay)
  public var momentum = 0.9
  @Hyperparameter("ε, added under the root", in: 0..., kind: .stabilizer)
  public var epsilon = 1e-8
  @Hyperparameter("decay β₂ of the sums; 1: none", in: 0...1) public var beta2 = 1.0

  public init() {}

  public static let card = Card(
    name: "sm3", summary: "Adagrad with one sum an index of each axis",
    formula: """
      ν(i) = min over axes r of μ_r(i_r) + g(i)²      decayed: β₂ min + (1 − β₂) g(i)²      μ = 0 at first
      μ_r(j) ← max of ν(i) over all i with i_r = j
      m ← β m + (1 − β) g/√(ν + ε)                    x ← x − η m                           m = 0 at first
      """,
    source: "Anil, Gupta, Koren and Singer, NeurIPS 2019, arXiv:1901.11150, Algorithm SM3-II")

  /// The tensor's extent along an axis. A vector or a scalar has one axis.
  private func extent(_ axis: Int, of tensor: Layout.Tensor) -> Int {
    tensor.shape.count > 1 ? tensor.shape[axis] : tensor.count
  }

  private func axes(of tensor: Layout.Tensor) -> Range<Int> { 0..<max(tensor.shape.count, 1) }

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    ["first_moment"]
      + axes(of: tensor).map { TensorSlot("axis_\($0)", count: extent($0, of: tensor)) }
  }

  public func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (m, nu, axes) = (s.slot(0), s.work.take(s.count), axes(of: s.tensor))
    var stride = s.count
    for axis in axes {
      let extent = extent(axis, of: s.tensor)
      stride /= extent
      let mu = s.slot(1 + axis)
      for i in 0..<s.count {
        let bound = mu[i / stride % extent]
        nu[i] = axis == 0 ? bound : min(nu[i], bound)
      }
    }
    let share = T(beta2 == 1 ? 1 : 1 - beta2)
    for i in 0..<s.count {
      let g = s.gradient[i]
      nu[i] = T(beta2) * nu[i] + share * g * g
      let u = nu[i] == 0 ? 0 : g / sqrt(nu[i] + T(epsilon))
      m[i] = T(momentum) * m[i] + T(1 - momentum) * u
      s.x[i] -= T(s.rate) * m[i]
    }
    stride = s.count
    for axis in axes {
      let extent = extent(axis, of: s.tensor)
      stride /= extent
      let mu = s.slot(1 + axis)
      for j in 0..<extent { mu[j] = 0 }
      for i in 0..<s.count {
        let j = i / stride % extent
        if nu[i] > mu[j] || nu[i].isNaN { mu[j] = nu[i] }
      }
    }
  }
}
