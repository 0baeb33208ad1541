/// A point in dual numbers, for sweeps that each give four derivatives. Memory is allocated
/// once.
@usableFromInline
package final class DualPoint<T: KernelScalar> {
  @usableFromInline let point: UnsafeMutablePointer<Dual<T>>
  @usableFromInline let count: Int

  @usableFromInline
  package init(_ count: Int) {
    self.count = count
    point = .allocate(capacity: max(1, count))
    point.initialize(repeating: .zero, count: max(1, count))
  }

  deinit { point.deallocate() }

  /// The value of a formula at `x`; writes its gradient.
  @inlinable @inline(__always)
  package func differentiate(
    at x: UnsafePointer<T>, into g: UnsafeMutablePointer<T>,
    _ formula: (Point<Dual<T>>) -> Dual<T>
  ) -> T {
    for i in 0..<count { point[i] = Dual(value: x[i]) }
    if count == 0 { return formula(Point(point, count: 0)).value }
    var value = T.zero
    var first = 0
    while first < count {
      let lanes = min(4, count &- first)
      for lane in 0..<lanes { point[first &+ lane].tangents[lane] = 1 }
      let result = formula(Point(point, count: count))
      for lane in 0..<lanes {
        g[first &+ lane] = result.tangents[lane]
        point[first &+ lane].tangents[lane] = 0
      }
      value = result.value
      first &+= 4
    }
    return value
  }
}

/// The Hessian of a formula, row-major, from blocks of 4 × 4 second derivatives.
@inlinable
func hessianByDuals(
  _ x: [Double], _ formula: (Point<Dual<Dual<Double>>>) -> Dual<Dual<Double>>
) -> [Double] {
  let n = x.count
  var hessian = [Double](repeating: 0, count: n * n)
  var point = x.map { Dual(value: Dual(value: $0)) }
  for row in stride(from: 0, to: n, by: 4) {
    for column in stride(from: 0, through: row, by: 4) {
      for lane in 0..<min(4, n - row) { point[row + lane].tangents[lane] = 1 }
      for lane in 0..<min(4, n - column) { point[column + lane].value.tangents[lane] = 1 }
      let result = point.withUnsafeBufferPointer { formula(Point($0.address, count: n)) }
      for i in 0..<min(4, n - row) {
        for j in 0..<min(4, n - column) {
          let second = result.tangents[i].tangents[j]
          hessian[(row + i) * n + column + j] = second
          hessian[(column + j) * n + row + i] = second
        }
      }
      for lane in 0..<min(4, n - row) { point[row + lane].tangents[lane] = .zero }
      for lane in 0..<min(4, n - column) { point[column + lane].value.tangents[lane] = 0 }
    }
  }
  return hessian
}
