/// A problem written as residuals, generic over the number type: `f = c · Σ rᵢ²`. Value, gradient
/// and Hessian follow, and the residuals with their Jacobian are offered to rules.
///
/// ```swift
/// public var residualCount: Int { 2 }
/// public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
///   r[0] = 1 - x[0]
///   r[1] = 10 * (x[1] - x[0] * x[0])
/// }
/// ```
/// A problem may also implement its formula; a law checks `c · Σ rᵢ² = f` to eight units in the last
/// place.
public protocol ResidualProblem: FormulaProblem {
  /// The number of residuals.
  var residualCount: Int { get }

  /// The factor `c` of the sum of squares, above 0; 1 by default.
  var residualFactor: Double { get }

  /// Writes every residual at a point, in any number type.
  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>)
}

/// The memory to which a problem writes its residuals, `r[0]` to `r[count - 1]`.
public struct Residuals<N> {
  @usableFromInline let base: UnsafeMutablePointer<N>
  /// The number of residuals.
  public let count: Int

  /// Wraps memory for `count` residuals.
  @inlinable @inline(__always)
  public init(_ base: UnsafeMutablePointer<N>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The residual at an index, from 0.
  @inlinable @inline(__always)
  public subscript(i: Int) -> N {
    get {
      assert((0..<count).contains(i), "residual \(i) of \(count)")
      return base[i]
    }
    nonmutating set {
      assert((0..<count).contains(i), "residual \(i) of \(count)")
      base[i] = newValue
    }
  }
}

extension ResidualProblem {
  @inlinable public var residualFactor: Double { 1 }

  /// `c · Σ rᵢ²`, summed in the order of the residuals in blocks of eight, because rounding errors then
  /// grow more slowly.
  @inlinable
  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let count = residualCount
    return N._withRoom(for: count, beside: x) { memory in
      let r = Residuals(memory, count: count)
      residuals(x, into: r)
      var sum = N.zero
      for first in stride(from: 0, to: count, by: 8) {
        var block = N.zero
        for i in first..<min(first &+ 8, count) { block += r[i] * r[i] }
        sum += block
      }
      return residualFactor == 1 ? sum : N(residualFactor) * sum
    }
  }

  @inlinable
  public func _residuals32() throws -> ResidualFunctions<Float>? { try residualFunctions() }

  @inlinable
  public func _residuals64() throws -> ResidualFunctions<Double>? { try residualFunctions() }

  /// The residuals compiled for one scalar type. The Jacobian uses dual numbers, with four columns
  /// per sweep.
  @inlinable
  func residualFunctions<T: KernelScalar>() throws -> ResidualFunctions<T> {
    let problem = Held(try prepared())
    let (n, count) = (dimension, residualCount)
    let work = ResidualWork<T>(dimension: n, count: count)
    return ResidualFunctions(count: count, factor: residualFactor) { x, r in
      problem.value.residuals(Point(x, count: n), into: Residuals(r, count: count))
    } jacobian: { x, r, jacobian in
      work.differentiate(at: x, residuals: r, into: jacobian) {
        problem.value.residuals($0, into: $1)
      }
    }
  }
}

/// Dual numbers for computing Jacobians. Memory is allocated at the first use.
@usableFromInline
final class ResidualWork<T: KernelScalar> {
  @usableFromInline let dimension: Int
  @usableFromInline let count: Int
  @usableFromInline var memory: UnsafeMutablePointer<Dual<T>>?

  @usableFromInline
  init(dimension: Int, count: Int) {
    self.dimension = dimension
    self.count = count
  }

  deinit { memory?.deallocate() }

  @usableFromInline
  var point: UnsafeMutablePointer<Dual<T>> {
    if let memory { return memory }
    let new = UnsafeMutablePointer<Dual<T>>.allocate(capacity: max(1, dimension + count))
    new.initialize(repeating: .zero, count: max(1, dimension + count))
    memory = new
    return new
  }

  /// Writes the residuals at `x` and their Jacobian, row-major.
  @inlinable
  func differentiate(
    at x: UnsafePointer<T>, residuals r: UnsafeMutablePointer<T>,
    into jacobian: UnsafeMutablePointer<T>, _ write: (Point<Dual<T>>, Residuals<Dual<T>>) -> Void
  ) {
    let point = point
    let results = point + dimension
    for i in 0..<dimension { point[i] = Dual(value: x[i]) }
    var first = 0
    repeat {
      let lanes = min(4, dimension &- first)
      for lane in 0..<lanes { point[first &+ lane].tangents[lane] = 1 }
      write(Point(point, count: dimension), Residuals(results, count: count))
      for row in 0..<count {
        for lane in 0..<lanes {
          jacobian[row &* dimension &+ first &+ lane] = results[row].tangents[lane]
        }
      }
      for lane in 0..<lanes { point[first &+ lane].tangents[lane] = 0 }
      first &+= 4
    } while first < dimension
    for row in 0..<count { r[row] = results[row].value }
  }
}
