import Descent

// What the laws of problems do not say. Each check takes any problem and returns the first thing wrong with it. Its test runs it over every
// formula problem of the catalog, and over a mutant that it must find.

/// ∇f = (f(x + h) − f(x − h))/2h to fourth order, at a random point.
func checkDifferences(_ problem: any Problem, _ random: CounterRandom) throws -> Finding {
  let objective = try Double.makeObjective(problem)
  var x = randomPoint(problem, random)
  let gradient = try problem.gradient(at: x)
  var largest = 0.0
  for i in x.indices {
    let (center, h) = (x[i], 1e-3)
    func value(_ step: Double) -> Double {
      x[i] = center + step
      defer { x[i] = center }
      let value = objective.value(x)
      largest = max(largest, abs(value))
      return value
    }
    let near = value(h) - value(-h)
    let far = value(2 * h) - value(-2 * h)
    let quotient = (8 * near - far) / (12 * h)
    // Rounding of the values over h, and h⁴ times a fifth derivative of the gradient's own scale.
    let allowed = 1e-12 * largest / h + 1e-9 * (1 + norm(gradient))
    if !(abs(quotient - gradient[i]) <= allowed) {
      return "∂\(i): \(gradient[i]), differences give \(quotient), at \(x)"
    }
  }
  return nil
}

/// The Hessian's signs at each stationary point are those of its kind.
func checkInertia(_ problem: any Problem) -> Finding {
  for claim in problem.stationaryPoints {
    guard let x = claim.point, let hessian = problem.hessian(at: x) else { continue }
    let values = jacobiEigenvalues(hessian, x.count)
    let noise = 1e-14 * values.reduce(0) { max($0, abs($1)) }
    let negative = values.count { $0 < -noise }
    let zero = values.count { abs($0) <= noise }
    let nullity: Int? =
      switch claim.curvature {
      case .regular: 0
      case .singular(let space): space.dimension
      }
    let isNull = nullity.map { $0 == zero } ?? (zero > 0)
    let hasSigns =
      switch claim.kind {
      case .minimum, .minimisingSet: negative == 0
      case .saddle(let index): negative == index
      case .maximum: negative == x.count - zero
      case .degenerate: true
      }
    if !(isNull && hasSigns) { return "\(claim): eigenvalues \(values)" }
  }
  return nil
}

/// The Float objective is the Double one, to single precision.
func checkFloat(_ problem: any Problem, _ random: CounterRandom) throws -> Finding {
  let single = try Float.makeObjective(problem)
  let x = randomPoint(problem, random).map { Float($0) }
  let exact = x.map(Double.init)
  var gradient = x
  let value = Double(single.valueAndGradient(x, &gradient))
  let wide = (value: try problem.value(at: exact), gradient: try problem.gradient(at: exact))
  // Each term of f is rounded, and terms may be as large as the second-order expansion at 0.
  let curvature = problem.hessian(at: exact).map(norm) ?? 0
  let terms = abs(wide.value) + norm(wide.gradient) * norm(exact)
  let allowed = 1e-5 * (1 + terms + curvature * (1 + norm(exact) * norm(exact)))
  let gap = distance(gradient.map(Double.init), wide.gradient)
  if !(abs(value - wide.value) <= allowed && gap <= allowed) {
    return "value \(value) for \(wide.value), gradient off by \(gap), at \(exact)"
  }
  return nil
}

/// Whether a value and a gradient asked for in one call are those of two calls, to the bit.
func checkTogether<P: AnalyticProblem, T: KernelScalar>(_ problem: P, _ x: [T]) -> Finding {
  var problem = problem
  guard (try? problem.prepare()) != nil else { return "cannot be prepared" }
  var (together, apart) = (x, x)
  return x.withUnsafeBufferPointer { point in
    let point = Point(point.baseAddress!, count: x.count)
    let value = together.withUnsafeMutableBufferPointer {
      problem.valueAndGradient(point, into: $0.baseAddress!)
    }
    apart.withUnsafeMutableBufferPointer { problem.gradient(point, into: $0.baseAddress!) }
    let numbers = [problem.formula(point)] + apart
    // Equal, with the sign of a zero; NaN equals NaN.
    return ([value] + together).elementsEqual(numbers) {
      ($0 == $1 && $0.sign == $1.sign) || ($0.isNaN && $1.isNaN)
    } ? nil : "at \(x): \(value), \(together), but apart \(numbers)"
  }
}
