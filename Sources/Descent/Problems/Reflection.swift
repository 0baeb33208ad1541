/// The Householder reflection Q = I − 2vvᵀ/vᵀv with v = (1, 2, …, n): a change of axes that is its own
/// inverse, couples all coordinates and costs O(n). Its entries are rational, so it can be reproduced
/// in any language.
///
/// `(Qx)ᵢ = xᵢ − i r` with `r = 2(v·x)/(v·v)`, counting from 1.
/// - Source: Householder, "Unitary triangularization of a nonsymmetric matrix", J. ACM 5(4), 1958.
package struct Reflection: Sendable {
  @usableFromInline let norm: Double

  @inlinable
  package init(_ n: Int) {
    let m = Double(n)
    norm = m * (m + 1) * (2 * m + 1) / 6
  }

  /// `r`, the multiple of v that the reflection subtracts from `x`.
  @inlinable
  package func multiple<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count { sum += N(Double(i + 1)) * x[i] }
    return N(2) * sum / N(norm)
  }

  /// `Qx`.
  package func callAsFunction(_ x: [Double]) -> [Double] {
    let r = x.withUnsafeBufferPointer { multiple(Point($0.address, count: x.count)) }
    return x.indices.map { x[$0] - Double($0 + 1) * r }
  }
}
