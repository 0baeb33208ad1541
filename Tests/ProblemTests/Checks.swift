import Descent

// Each check takes any problem and returns the first thing wrong with it. Its test runs it over every
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

/// A written-out gradient is that of the dual numbers.
func checkAnalyticGradient(
  _ problem: any AnalyticProblem, _ random: CounterRandom
) throws -> Finding {
  let x = randomPoint(problem, random)
  let (value, dual) = problem.dualGradient(at: x)
  let written = try problem.gradient(at: x)
  if !(abs(value - (try problem.value(at: x))) <= 1e-13 * (1 + abs(value))) {
    return "value \(try problem.value(at: x)), in dual numbers \(value), at \(x)"
  }
  // Two orders of the same O(n) sums, rounded relative to the largest term.
  if !(distance(written, dual) <= 1e-12 * (1 + norm(dual))) {
    return "\(written), dual numbers give \(dual), at \(x)"
  }
  return nil
}

/// At each stationary point the gradient vanishes and the value is the claimed one.
func checkStationary(_ problem: any Problem) throws -> Finding {
  for claim in problem.stationaryPoints {
    guard let x = claim.point, let hessian = problem.hessian(at: x) else { continue }
    // The nearest double to the exact point is off by half a unit in the last place.
    let size = norm(try problem.gradient(at: x))
    if !(size <= 1e-15 * norm(hessian) * (1 + norm(x))) { return "\(claim): gradient \(size)" }
    let value = try problem.value(at: x)
    if !(abs(value - claim.value) <= 1e-14 * (1 + abs(claim.value))) {
      return "\(claim): value \(value)"
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
    let agrees =
      switch claim.kind {
      case .globalMinimum, .localMinimum: negative == 0 && zero == 0
      case .saddle(let index): negative == index && zero == 0
      case .maximum: negative == x.count
      case .degenerate: zero > 0
      }
    if !agrees { return "\(claim): eigenvalues \(values)" }
  }
  return nil
}

/// No random neighbour of a minimum is lower; of a global one, no random point at all.
func checkNeighbours(_ problem: any Problem, _ random: CounterRandom) throws -> Finding {
  let objective = try Double.makeObjective(problem)
  for (k, claim) in problem.stationaryPoints.enumerated() where claim.kind.isMinimum {
    guard let x = claim.point else { continue }
    let radii = claim.kind == .globalMinimum ? [1e-4, 1e-2, 1, 10] : [1e-4, 1e-3]
    for (r, radius) in radii.enumerated() {
      for trial in 0..<50 {
        let stream = random.split(stream: UInt64((k * 8 + r) * 50 + trial))
        let y = x.indices.map { x[$0] + radius * (2 * stream.uniform(UInt64($0)) - 1) }
        let value = objective.value(y)
        if !(value >= claim.value - 1e-14 * (1 + abs(claim.value))) {
          return "\(value) < \(claim.value) at \(y)"
        }
      }
    }
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

/// `μ ≤ λ ≤ L` for every eigenvalue of the Hessian at random points.
func checkConstants(_ problem: any Problem, _ random: CounterRandom) -> Finding {
  let x = randomPoint(problem, random, spread: 10)
  guard let hessian = problem.hessian(at: x) else { return nil }
  let values = jacobiEigenvalues(hessian, x.count)
  let slack = 1e-13 * norm(hessian)
  if let bound = problem.smoothness, !(values.allSatisfy { abs($0) <= bound + slack }) {
    return "L = \(bound), eigenvalues \(values)"
  }
  if let bound = problem.strongConvexity, !(values.allSatisfy { $0 >= bound - slack }) {
    return "mu = \(bound), eigenvalues \(values)"
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
