/// A problem written as one formula, generic over its number type: value, gradient and Hessian follow
/// through ``Dual`` and ``Traced`` numbers (see ``FormulaMode``).
///
/// Write a sum of products with adjacent coordinates as `N.dot(row, x)`, which is one
/// operation.
///
/// ```swift
/// public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
///   (1 - x[0]) * (1 - x[0]) + 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0])
/// }
/// ```
public protocol FormulaProblem: Problem, Configurable {
  /// The value at a point, in any number type.
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N
}

/// A formula problem whose author also writes the gradient, for speed. Laws compare it with the
/// gradients from dual and traced numbers.
public protocol AnalyticProblem: FormulaProblem {
  /// Writes the gradient at `x` to `g`, which has as many entries.
  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>)

  /// Writes the gradient at `x` to `g` and returns the value there. This is the evaluation in each
  /// step of a run.
  ///
  /// By default, calls the other two. Implement it to compute shared terms only once; the results
  /// must then be the same bit for bit.
  func valueAndGradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) -> T
}

/// The coordinates of a point, `x[0]` to `x[count - 1]`, as a formula reads them.
public struct Point<N>: RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<N>
  public let count: Int

  /// Creates a point of `count` coordinates, whose memory must stay valid while the point is
  /// used.
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

  /// The coordinates in a range, counted from 0: adjacent ones, as ``FormulaNumber/dot(_:_:)`` needs
  /// them.
  @inlinable @inline(__always)
  public func part(_ range: Range<Int>) -> Point {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count)")
    return Point(base + range.lowerBound, count: range.count)
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }
}

extension FormulaProblem {
  /// An objective with the problem's residuals and likelihood, if it has any.
  @usableFromInline
  func completed(_ objective: Objective<Float>) throws -> Objective<Float> {
    var objective = objective
    objective.residuals = try _residuals32()
    objective.likelihood = try (self as? any LikelihoodProblem)?._likelihood32()
    return objective
  }

  @usableFromInline
  func completed(_ objective: Objective<Double>) throws -> Objective<Double> {
    var objective = objective
    objective.residuals = try _residuals64()
    objective.likelihood = try (self as? any LikelihoodProblem)?._likelihood64()
    return objective
  }

  /// Nil, because a formula is not a mean over examples.
  @inlinable public var exampleCount: ExampleCount? { nil }

  @inlinable
  public func _objective32() throws -> Objective<Float> {
    try completed(formulaObjective())
  }

  @inlinable
  public func _objective64() throws -> Objective<Double> {
    try completed(formulaObjective())
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

  /// Second derivatives of the formula.
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

  /// The Hessian, exact up to rounding: through nested dual numbers in up to four dimensions, and
  /// otherwise through traced dual numbers, at the cost of one gradient per four columns.
  @inlinable
  public func hessian(at x: [Double]) -> [Double]? {
    let n = dimension
    require(x.count == n, "a point of \(x.count) coordinates in \(n) dimensions")
    return ((try? prepared()) ?? self).curvedPoint(n).hessian(at: x)
  }

  /// A checked copy on which ``Configurable/prepare()`` has run again, because the hyperparameters
  /// may have changed since the problem was created.
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
    try completed(analyticObjective())
  }

  @inlinable
  public func _objective64() throws -> Objective<Double> {
    try completed(analyticObjective())
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
  /// The gradient through dual numbers, in any dimension, even if the problem has its own gradient: the
  /// reference for checking other gradients.
  public func dualGradient(at x: [Double]) -> (value: Double, gradient: [Double]) {
    var gradient = x
    let problem = (try? prepared()) ?? self
    let value = DualPoint<Double>(x.count).differentiate(at: x, into: &gradient) {
      problem.formula($0)
    }
    return (value, gradient)
  }
}
