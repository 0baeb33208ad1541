/// A problem written as one formula, generic over its number type: value, gradient and Hessian follow
/// through ``Dual`` and ``Traced`` numbers (see ``FormulaMode``).
///
/// A sum of products with neighbouring coordinates is one operation as `N.dot(row, x)`.
///
/// ```swift
/// public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
///   (1 - x[0]) * (1 - x[0]) + 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0])
/// }
/// ```
public protocol FormulaProblem: Problem, Configurable {
  /// The value at a point, in whatever number type is asked for.
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N
}

/// A formula problem whose author writes the gradient out, for speed. Laws compare it with the dual and
/// the traced numbers' gradients.
public protocol AnalyticProblem: FormulaProblem {
  /// Writes the gradient at `x` to `g`, which has as many entries.
  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>)

  /// Writes the gradient at `x` to `g` and returns the value there: what a step of a run asks for.
  ///
  /// Calls the other two unless it is written out as well, so as to compute what both share once. The
  /// numbers must then be the same to the bit.
  func valueAndGradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) -> T
}

/// The coordinates of a point, `x[0]` to `x[count - 1]`, as a formula reads them.
public struct Point<N>: RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<N>
  public let count: Int

  /// A point of `count` coordinates, which stay where they are while it is used.
  @inlinable @inline(__always)
  public init(_ base: UnsafePointer<N>, count: Int) {
    self.base = base
    self.count = count
  }

  @inlinable @inline(__always)
  public subscript(i: Int) -> N {
    assert((0..<count).contains(i), "coordinate \(i) of \(count)")
    return base[i]
  }

  /// The coordinates of a range, counted from 0: neighbours, as ``FormulaNumber/dot(_:_:)`` wants them.
  @inlinable @inline(__always)
  public func part(_ range: Range<Int>) -> Point {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count)")
    return Point(base + range.lowerBound, count: range.count)
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }
}

extension FormulaProblem {
  /// A formula is no mean over examples.
  @inlinable public var exampleCount: ExampleCount? { nil }

  @inlinable
  public func _objective32() throws -> Objective<Float> {
    var objective: Objective<Float> = try formulaObjective()
    objective.residuals = try _residuals32()
    return objective
  }

  @inlinable
  public func _objective64() throws -> Objective<Double> {
    var objective: Objective<Double> = try formulaObjective()
    objective.residuals = try _residuals64()
    return objective
  }

  @inlinable
  func formulaObjective<T: KernelScalar>() throws -> Objective<T> {
    let problem = try prepared()
    let n = dimension
    var objective: Objective<T>
    if n <= FormulaMode.crossover {
      let duals = DualPoint<T>(n)
      objective = Objective<T>(
        value: { problem.formula(Point($0, count: n)) },
        valueAndGradient: { x, g in
          duals.differentiate(at: x, into: g) { problem.formula($0) }
        })
    } else {
      let traced = ReverseGradient<T>(n)
      objective = Objective<T>(
        value: { problem.formula(Point($0, count: n)) },
        valueAndGradient: { x, g in
          traced.differentiate(at: x, into: g) {
            problem.formula($0)
          } forward: {
            problem.formula($0)
          }
        })
      objective.operationCount = { traced.point.tape.pointee.operationCount }
    }
    objective.hessianProduct = problem.curvedPoint(n).product()
    return objective
  }

  /// Second derivatives, by the same two forms of the formula wherever they are asked for.
  @inlinable
  func curvedPoint(_ n: Int) -> CurvedPoint {
    CurvedPoint(n) {
      formula($0)
    } nested: {
      formula($0)
    }
  }

  /// The Hessian at a point times a vector, exact up to rounding, for the cost of two to three gradients.
  /// - Precondition: both have the problem's dimension.
  public func hessianProduct(at x: [Double], times vector: [Double]) throws -> [Double] {
    let n = dimension
    require(
      x.count == n && vector.count == n,
      "a point of \(x.count) and a vector of \(vector.count) coordinates in \(n) dimensions")
    guard let product = try Double.makeObjective(self).hessianProduct else {
      refuse("the objective of \(specification.name) has no product")
    }
    return [Double](unsafeUninitializedCapacity: n) { result, count in
      product(x, vector, result.address)
      count = n
    }
  }

  /// The Hessian, exact up to rounding: through nested dual numbers in up to four dimensions, above
  /// through traced dual numbers, for the cost of a gradient every four columns.
  @inlinable
  public func hessian(at x: [Double]) -> [Double]? {
    let n = dimension
    require(x.count == n, "a point of \(x.count) coordinates in \(n) dimensions")
    return ((try? prepared()) ?? self).curvedPoint(n).hessian(at: x)
  }

  /// A copy whose ``Configurable/prepare()`` has seen the hyperparameters as they are now: they are
  /// variables, and may have changed since the problem was made.
  @inlinable
  func prepared() throws -> Self {
    try checkHyperparameters()
    var copy = self
    try copy.prepare()
    return copy
  }
}

extension AnalyticProblem {
  @inlinable
  public func valueAndGradient<T: KernelScalar>(
    _ x: Point<T>, into g: UnsafeMutablePointer<T>
  ) -> T {
    gradient(x, into: g)
    return formula(x)
  }

  @inlinable
  public func _objective32() throws -> Objective<Float> {
    var objective: Objective<Float> = try analyticObjective()
    objective.residuals = try _residuals32()
    return objective
  }

  @inlinable
  public func _objective64() throws -> Objective<Double> {
    var objective: Objective<Double> = try analyticObjective()
    objective.residuals = try _residuals64()
    return objective
  }

  @inlinable
  func analyticObjective<T: KernelScalar>() throws -> Objective<T> {
    let problem = Held(try prepared())
    let n = dimension
    var objective = Objective<T>(
      value: { problem.value.formula(Point($0, count: n)) },
      valueAndGradient: { x, g in
        problem.value.valueAndGradient(Point(x, count: n), into: g)
      })
    objective.chunk = { chunk in
      chunk.run { x, g in problem.value.valueAndGradient(Point(x, count: n), into: g) }
    }
    objective.hessianProduct = problem.value.curvedPoint(n).product()
    return objective
  }
}

extension FormulaProblem {
  /// The gradient through dual numbers, in every dimension, also where the problem has its own gradient: what other
  /// gradients are checked against.
  public func dualGradient(at x: [Double]) -> (value: Double, gradient: [Double]) {
    var gradient = x
    let problem = (try? prepared()) ?? self
    let value = DualPoint<Double>(x.count).differentiate(at: x, into: &gradient) {
      problem.formula($0)
    }
    return (value, gradient)
  }
}
