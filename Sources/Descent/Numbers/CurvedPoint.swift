/// Second derivatives of a formula in double precision. Uses forward over reverse mode. Uses nested dual
/// numbers in up to four dimensions, where one sweep gives all entries, and whenever an entry is not
/// finite. Memory is allocated at the first use, because most runs need no second derivatives.
/// - Follows: Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6(1), 1994, with
///   the tape recorded in dual numbers.
@usableFromInline
package final class CurvedPoint {
  @usableFromInline package typealias Number = Dual<Double>
  @usableFromInline package typealias Reverse = (Point<Traced<Number>>) -> Traced<Number>
  @usableFromInline package typealias Nested = (Point<Dual<Number>>) -> Dual<Number>

  /// The largest dimension at which nested dual numbers are faster.
  @usableFromInline static var lanes: Int { Number.lanes }

  let count: Int
  let reverse: Reverse
  let nested: Nested
  private lazy var traced = TracedPoint<Number>(count)
  private lazy var values = Scratch<Number>(count, repeating: .zero)
  private lazy var nestedPoint = Scratch<Dual<Number>>(count, repeating: .zero)

  @usableFromInline
  package init(_ count: Int, reverse: @escaping Reverse, nested: @escaping Nested) {
    self.count = count
    self.reverse = reverse
    self.nested = nested
  }

  /// The Hessian–vector product as a closure of the form that `Objective` takes.
  @usableFromInline
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func product<T: KernelScalar>() -> (
    UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>
  ) -> Void {
    { [self] x, vector, product in multiply(at: x, times: vector, into: product) }
  }

  /// Writes the Hessian at `x` times `vector`.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func multiply<T: KernelScalar>(
    at x: UnsafePointer<T>, times vector: UnsafePointer<T>, into product: UnsafeMutablePointer<T>
  ) {
    if count > Self.lanes {
      let values = values.pointer
      for i in 0..<count {
        values[i] = Number(value: Double(x[i]))
        values[i].tangents[0] = Double(vector[i])
      }
      let adjoints = sweep()
      var isFinite = true
      for i in 0..<count {
        product[i] = T(adjoints[i].tangents[0])
        isFinite = isFinite && adjoints[i].tangents[0].isFinite
      }
      if isFinite { return }
    }
    multiplyNested(at: x, times: vector, into: product)
  }

  /// The Hessian, row-major.
  @usableFromInline
  package func hessian(at x: [Double]) -> [Double] {
    var hessian = [Double](repeating: 0, count: count * count)
    guard count > Self.lanes else { return hessianByDuals(x, nested) }
    let values = values.pointer
    for i in 0..<count { values[i] = Number(value: x[i]) }
    for first in stride(from: 0, to: count, by: Number.lanes) {
      let lanes = min(Number.lanes, count - first)
      for lane in 0..<lanes { values[first + lane].tangents[lane] = 1 }
      let adjoints = sweep()
      for lane in 0..<lanes {
        // Computes one triangle only, so that the matrix is exactly symmetric.
        for row in (first + lane)..<count {
          let second = adjoints[row].tangents[lane]
          guard second.isFinite else { return hessianByDuals(x, nested) }
          hessian[row * count + first + lane] = second
          hessian[(first + lane) * count + row] = second
        }
        values[first + lane].tangents[lane] = 0
      }
    }
    return hessian
  }

  /// The gradient in dual numbers at the current `values`.
  private func sweep() -> UnsafeMutablePointer<Number> {
    let result = traced.record(at: values.pointer, reverse)
    Tape.sweep(traced.tape, from: result)
    return traced.tape.pointee.adjoints + 1
  }

  private func multiplyNested<T: KernelScalar>(
    at x: UnsafePointer<T>, times vector: UnsafePointer<T>, into product: UnsafeMutablePointer<T>
  ) {
    let point = nestedPoint.pointer
    for i in 0..<count {
      point[i] = Dual(value: Number(value: Double(x[i])))
      point[i].tangents[0] = Number(value: Double(vector[i]))
    }
    for first in stride(from: 0, to: count, by: Number.lanes) {
      let lanes = min(Number.lanes, count - first)
      for lane in 0..<lanes { point[first + lane].value.tangents[lane] = 1 }
      let change = nested(Point(point, count: count)).tangents[0]
      for lane in 0..<lanes {
        product[first + lane] = T(change.tangents[lane])
        point[first + lane].value.tangents[lane] = 0
      }
    }
  }
}
