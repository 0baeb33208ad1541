/// A problem in other variables and units: `x ↦ c · f(Jx + b)` with a power of two `c`.
///
/// Everything known about `f` carries over: gradient `c Jᵀ∇f`, Hessian `c JᵀHJ` and products with it,
/// residuals and their Jacobian, start, stationary points with value and null space, infimum. The layout
/// does not change: a change of variables may mix coordinates only within a tensor.
package protocol TransformedProblem: ProblemWrapper {
  associatedtype Change: VariableChange

  /// The map from the variables of this problem to those of the inner problem.
  var change: Change { get }

  /// `c`, a power of two.
  var valueFactor: Double { get }
}

extension TransformedProblem {
  package var valueFactor: Double { 1 }

  package func start(seed: UInt64) -> [Double] { change.preimage(base.start(seed: seed)) }

  package var stationaryPoints: [StationaryPoint] {
    base.stationaryPoints.map { claim in
      var curvature = claim.curvature
      if case .singular(let space) = curvature, !space.basis.isEmpty {
        curvature = .singular(
          .spanned(by: space.basis.map { change.preimage(direction: $0) }))
      }
      return StationaryPoint(
        claim.kind, curvature: curvature, at: claim.point.map { change.preimage($0) },
        value: valueFactor * claim.value, claim.provenance.scaled(by: valueFactor))
    }
  }

  package var infimum: Infimum? {
    base.infimum.map { Infimum(valueFactor * $0.value, how: "\(name): \($0.how)") }
  }

  package var smoothness: Double? { base.smoothness.map { valueFactor * $0 } }
  package var strongConvexity: Double? { base.strongConvexity.map { valueFactor * $0 } }

  /// The smallest rectangle around the transformed window of the inner problem.
  package var window: PlotWindow? {
    guard let window = base.window, dimension == 2 else { return base.window }
    let corners = [window.x.lowerBound, window.x.upperBound].flatMap { x in
      [window.y.lowerBound, window.y.upperBound].map { change.preimage([x, $0]) }
    }
    let (x, y) = (corners.map { $0[0] }, corners.map { $0[1] })
    return PlotWindow(x: x.min()!...x.max()!, y: y.min()!...y.max()!)
  }

  package func hessian(at x: [Double]) -> [Double]? {
    guard var matrix = base.hessian(at: change(x)) else { return nil }
    let n = x.count
    // First, each row of H becomes a row of HJ; then each column becomes a column of JᵀHJ.
    var line = [Double](repeating: 0, count: n)
    var work = line
    for column in [false, true] {
      for i in 0..<n {
        for j in 0..<n { line[j] = matrix[column ? j * n + i : i * n + j] }
        change.pull(&line, work: &work)
        for j in 0..<n { matrix[column ? j * n + i : i * n + j] = line[j] }
      }
    }
    for i in 0..<n {
      for j in 0...i {
        // Averages the two halves, which were rounded separately.
        let entry = valueFactor * (0.5 * matrix[i * n + j] + 0.5 * matrix[j * n + i])
        (matrix[i * n + j], matrix[j * n + i]) = (entry, entry)
      }
    }
    return matrix
  }

  package func _residuals32() throws -> ResidualFunctions<Float>? {
    try base._residuals32().map(transformed)
  }
  package func _residuals64() throws -> ResidualFunctions<Double>? {
    try base._residuals64().map(transformed)
  }

  private var name: String { specification.name }

  package func _objective<T: KernelScalar>() throws -> Objective<T> {
    let inner = try T.makeObjective(base)
    let (change, n, factor) = (change, dimension, T(valueFactor))
    let (y, work, pushed) = (Scratch<T>(n), Scratch<T>(n), Scratch<T>(n))
    func moved(_ x: UnsafePointer<T>) -> UnsafePointer<T> {
      change.apply(x, y.pointer)
      return UnsafePointer(y.pointer)
    }
    let scale = Double(factor)
    var outer = inner.mapping(
      value: { x, ask in factor * ask(moved(x)) },
      gradient: { x, g, ask in
        let value = ask(moved(x), g)
        change.pull(g, work: work.pointer)
        if factor != 1 { for i in 0..<n { g[i] *= factor } }
        return factor * value
      },
      metrics: { x, ask in
        let metrics = ask(moved(x))
        return scale == 1 ? metrics : metrics.mappingLosses { scale * $0 }
      },
      vector: { v in
        change.push(v, pushed.pointer)
        return UnsafePointer(pushed.pointer)
      })
    outer.residuals = inner.residuals.map(transformed)
    // The product of two gradients at drawn labels is to have the factor, so each has its root.
    let root = factor.squareRoot()
    outer.likelihood = inner.likelihood.map { inner in
      Likelihood { x, g, indices, labels in
        let count = inner.gradient(moved(x), g, indices, labels)
        change.pull(g, work: work.pointer)
        if root != 1 { for i in 0..<n { g[i] *= root } }
        return count
      }
    }
    return outer
  }

  private func transformed<T: KernelScalar>(
    _ inner: ResidualFunctions<T>
  ) -> ResidualFunctions<T> {
    let (change, n) = (change, dimension)
    let (y, work) = (Scratch<T>(n), Scratch<T>(n))
    return ResidualFunctions(count: inner.count, factor: valueFactor * inner.factor) { x, r in
      change.apply(x, y.pointer)
      inner.values(UnsafePointer(y.pointer), r)
    } jacobian: { x, r, jacobian in
      change.apply(x, y.pointer)
      inner.jacobian(UnsafePointer(y.pointer), r, jacobian)
      for row in 0..<inner.count { change.pull(jacobian + row * n, work: work.pointer) }
    }
  }
}

extension StationaryPoint.Provenance {
  fileprivate func scaled(by factor: Double) -> Self {
    guard case .gsl(let version, let tolerance) = self else { return self }
    return .gsl(version: version, tolerance: factor * tolerance)
  }
}
