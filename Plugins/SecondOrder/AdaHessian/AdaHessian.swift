import Descent
import DescentRules

/// Adam that uses the Hessian's diagonal instead of the gradient under the root.
///
/// - Follows: Yao et al., "ADAHESSIAN: an adaptive second order optimizer for machine learning", AAAI 2021,
///   arXiv:2006.00719, Algorithm 1 and equations 10 and 12.
/// - Deviations: ε is added to the power, as in the authors' code. Blocks have `block` coordinates in
///   the order of a tensor; the last one may be shorter.
/// - Memory: 2 vectors, 1 scalar per tensor. Time per step: O(n) and one Hessian–vector
///   product.
/// - See also: ``Sophia``; `adam`.
public struct AdaHessian: OracleOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.15
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the squared diagonal", in: 0..<1) public var beta2 = 0.999
  @Hyperparameter("ε, added to the denominator", in: 0..., kind: .stabilizer)
  public var epsilon = 1e-4
  @Hyperparameter("power k of the diagonal", in: 0...1) public var hessianPower = 1.0
  @Hyperparameter("coordinates that share a mean of the diagonal", in: 1...)
  public var blockSize = 1
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "adahessian", summary: "Adam with the Hessian's diagonal",
    formula: """
      Dₜ = z ⊙ H z with random signs z, its mean over each block
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ      vₜ = β₂ vₜ₋₁ + (1 − β₂) Dₜ²      m₀ = v₀ = 0
      xₜ = (1 − ηλ) xₜ₋₁ − η mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ))ᵏ + ε)
      """,
    source: "Yao et al., AAAI 2021, arXiv:2006.00719, Algorithm 1")

  public static let exemptions = [
    Exemption(
      law: "P19",
      reason: "the laws' Hessians are diagonal, where every z of signs gives them exactly",
      reference: "Yao et al., arXiv:2006.00719, §3.1")
  ]

  public var needs: Needs { .hessianProduct }
  public var decoupledDecay: Double { weightDecay }
  public var nominalCost: Double { 3 }
  public var scratchVectors: Int { 2 }

  public func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("first_moment", count: layout.count)
    state.appendBuffer("second_moment", count: layout.count)
    for tensor in layout.tensors { state.appendScalar(StateSlot("steps[\(tensor.name)]")) }
    return state
  }

  public func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    guard s.layout.count > 0 else { return .updated }
    let (m, v) = (s.buffer(0), s.buffer(1))
    let diagonal = HessianDiagonal.hutchinson(s, scratch: 0) {
      s.hasGradient($0) ? Int(s.scalars[$0]) + 1 : nil
    }
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      if blockSize > 1 { average(diagonal, part.range) }
      s.scalars[tensor] += 1
      let t = s.scalars[tensor]
      let (c1, c2) = (1 - Double.pow(beta1, t), 1 - Double.pow(beta2, t))
      for i in part.range {
        m[i] = T(beta1) * m[i] + T(1 - beta1) * s.gradient[i]
        v[i] = T(beta2) * v[i] + T(1 - beta2) * diagonal[i] * diagonal[i]
        let root = sqrt(v[i] / T(c2))
        let power =
          hessianPower == 0
          ? 1 : hessianPower == 1 ? root : T(Double.pow(Double(root), hessianPower))
        let move = quotient(m[i] / T(c1), power + T(epsilon))
        s.x[i] = s.x[i] * T(1 - s.rate * weightDecay) - T(s.rate) * move
      }
    }
    return .updated
  }

  private func average<T: KernelScalar>(
    _ diagonal: UnsafeMutableBufferPointer<T>, _ range: Range<Int>
  ) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: blockSize) {
      let block = start..<min(start + blockSize, range.upperBound)
      let mean = block.reduce(T.zero) { $0 + diagonal[$1] } / T(block.count)
      for i in block { diagonal[i] = mean }
    }
  }
}
