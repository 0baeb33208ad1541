import Descent

/// A problem's full objective as functions of arrays.
final class Evaluator {
  let problem: any Problem
  let dimension: Int
  private let objective: Objective<Double>

  init(_ problem: any Problem) throws {
    self.problem = problem
    dimension = problem.dimension
    objective = try Double.makeObjective(problem)
  }

  /// The residuals whose squares the objective sums, if it is of that form.
  var residuals: ResidualFunctions<Double>? { objective.residuals }

  func value(_ x: [Double]) -> Double {
    precondition(x.count == dimension, "a point of \(x.count) coordinates, not \(dimension)")
    return objective.value(x)
  }

  func gradient(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    precondition(x.count == dimension, "a point of \(x.count) coordinates, not \(dimension)")
    var value = 0.0
    let gradient = [Double](unsafeUninitializedCapacity: dimension) { g, count in
      if let base = g.baseAddress { value = objective.valueAndGradient(x, base) }
      count = dimension
    }
    return (value, gradient)
  }

  /// How far value and gradient move when every coordinate moves by one unit in its last place: what
  /// double precision cannot see beyond, at this point.
  func noise(at x: [Double], seed: UInt64) -> (value: Double, gradient: Double) {
    let random = CounterRandom(seed: seed).split(stream: 0x6E6F_6973)
    let here = gradient(x)
    // A zero coordinate has no last place of its own to speak of; it takes that of the typical one.
    let typical = norm(x) / Double(max(1, x.count)).squareRoot() * Double.ulpOfOne
    var noise = (value: 0.0, gradient: 0.0)
    for trial in 0..<16 {
      let near = x.indices.map { i in
        let unit = x[i] == 0 ? typical : x[i].ulp
        let k = UInt64(trial * x.count + i)
        return x[i] + (random.bits(k) >> 63 == 0 ? unit : -unit)
      }
      let there = gradient(near)
      noise.value = max(noise.value, abs(there.value - here.value))
      noise.gradient = max(noise.gradient, norm(along(there.gradient, -1, here.gradient)))
    }
    return noise
  }
}
