/// A point that moves along a vector, in dual numbers: for products of a formula's Hessian and a
/// vector, four entries a sweep. Memory is allocated at the first product, because most runs ask for
/// none.
@usableFromInline
final class CurvedPoint<T: KernelScalar> {
  @usableFromInline typealias Number = Directional<Dual<T>>

  @usableFromInline let count: Int
  @usableFromInline var memory: UnsafeMutablePointer<Number>?

  @usableFromInline
  init(_ count: Int) { self.count = count }

  deinit { memory?.deallocate() }

  @usableFromInline
  var point: UnsafeMutablePointer<Number> {
    if let memory { return memory }
    let new = UnsafeMutablePointer<Number>.allocate(capacity: max(1, count))
    new.initialize(repeating: .zero, count: max(1, count))
    memory = new
    return new
  }

  /// Writes the Hessian of a formula at `x` times `vector`.
  @inlinable
  func multiply(
    at x: UnsafePointer<T>, times vector: UnsafePointer<T>, into product: UnsafeMutablePointer<T>,
    _ formula: (Point<Number>) -> Number
  ) {
    let point = point
    for i in 0..<count {
      point[i] = Number(value: Dual(value: x[i]), tangent: Dual(value: vector[i]))
    }
    var first = 0
    while first < count {
      let lanes = min(4, count &- first)
      for lane in 0..<lanes { point[first &+ lane].value.tangents[lane] = 1 }
      let change = formula(Point(point, count: count)).tangent
      for lane in 0..<lanes {
        product[first &+ lane] = change.tangents[lane]
        point[first &+ lane].value.tangents[lane] = 0
      }
      first &+= 4
    }
  }
}
