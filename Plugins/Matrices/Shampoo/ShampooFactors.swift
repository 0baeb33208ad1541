import Descent
import DescentMatrix

/// Where Shampoo's ε is added.
public enum FactorEpsilonPlacement: String, CaseIterable, WordHyperparameter {
  /// Once: factors start at ε times the identity.
  case start
  /// To the eigenvalues whenever roots are computed. Factors start at 0.
  case root
}

extension Shampoo {
  /// Adds a gradient to the factors. They do not contain ε: of a start at ε, β₂ᵗ ε is left,
  /// which is added later.
  func accumulate<T: KernelScalar>(_ g: UnsafeMutableBufferPointer<T>, _ s: TensorStep<T>) {
    for axis in axes(s) where !s.slot(2 * axis).isEmpty {
      s.unfolding(g, along: axis).addGram(
        to: matrix(s.slot(2 * axis)), alpha: T(beta2 == 1 ? 1 : 1 - beta2), beta: T(beta2))
    }
  }

  /// Computes the roots of the factors.
  ///
  /// Factors are first divided by a power of 4 near their size. The first root compensates for this with a
  /// power of 2. So nothing overflows, and gradients in other units give the same numbers, bit for bit.
  /// Eigenvalues at the level of rounding count as those of a direction without gradients: ε, or 0 without
  /// ε. At 0 the direction does not move.
  func computeRoots<T: KernelScalar>(_ s: TensorStep<T>, step t: Double) {
    let order = max(1, s.tensor.shape.count)
    let kept = axes(s).count { !s.slot(2 * $0).isEmpty }
    let power = exponent == 0 ? 0.5 / Double(order) : exponent
    let correction = biasCorrection && beta2 < 1 ? 1 - Double.pow(beta2, t) : 1
    let shift = epsPlacement == .root ? epsilon : epsilon * Double.pow(beta2, t) / correction
    var half: Int?
    for axis in axes(s) where !s.slot(2 * axis).isEmpty {
      let (factor, root) = (matrix(s.slot(2 * axis)), matrix(s.slot(2 * axis + 1)))
      let n = factor.rows
      let trace = (0..<n).reduce(0.0) { $0 + Double(factor[$1, $1]) }
      let isFirst = half == nil
      let size = half ?? Self.halfExponent(trace + shift)
      half = size
      let unit = Double.exp2(-2 * Double(size))
      let scaled = s.work.matrix(n, n)
      for i in 0..<n {
        for j in 0..<n { scaled[i, j] = T(Double(factor[i, j]) * unit / correction) }
      }
      let roundoff = Double(T.ulpOfOne)
      let rounding = 8 * roundoff * trace * unit / correction
      // An ε that has decayed this far is dropped: rounding errors would otherwise be amplified
      // above the gradients.
      let least = shift > roundoff * roundoff * trace ? shift * unit : 0
      scaled.view.symmetricFunction(into: root, work: s.work) {
        let value = ($0 <= rounding ? 0 : $0) + least
        return value == 0 ? 0 : Double.pow(value, -power)
      }
      guard isFirst else { continue }
      // 2 · power for each existing factor; exactly 1 with the published exponent.
      let degree = exponent == 0 ? Double(kept) / Double(order) : 2 * power * Double(kept)
      // If ε has decayed away, the factor would be infinite, so it is limited.
      let largest = Double(T.greatestFiniteMagnitude) / 4
      root.scale(by: T(min(Double.exp2(-Double(size) * degree), largest)))
    }
  }

  /// Half of a number's binary exponent, rounded down.
  private static func halfExponent(_ x: Double) -> Int { x.isNormal ? Int(x.exponent) >> 1 : 0 }

  /// A tensor multiplied by all roots.
  func preconditioned<T: KernelScalar>(
    _ f: UnsafeMutableBufferPointer<T>, _ s: TensorStep<T>
  ) -> UnsafeMutableBufferPointer<T> {
    var (u, next) = (s.work.take(s.count), s.work.take(s.count))
    for i in 0..<s.count { u[i] = f[i] }
    for axis in axes(s) where !s.slot(2 * axis).isEmpty {
      let root = matrix(s.slot(2 * axis + 1))
      s.unfolding(next, along: axis).setProduct(root.view, s.unfolding(u, along: axis))
      swap(&u, &next)
    }
    return u
  }

  private func axes<T>(_ s: TensorStep<T>) -> Range<Int> { 0..<max(1, s.tensor.shape.count) }

  private func matrix<T: KernelScalar>(
    _ slot: UnsafeMutableBufferPointer<T>
  ) -> MutableMatrixView<T> {
    let n = Int(Double(slot.count).squareRoot())
    return MutableMatrixView(slot, rows: n, columns: n)
  }
}
