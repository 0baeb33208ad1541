import Descent

/// A problem's full objective as functions of arrays.
package final class Evaluator {
  package let problem: any Problem
  package let dimension: Int
  private let objective: Objective<Double>

  package init(_ problem: any Problem) throws {
    self.problem = problem
    dimension = problem.dimension
    objective = try Double.makeObjective(problem)
  }

  /// The residuals, if the objective is a sum of their squares.
  var residuals: ResidualFunctions<Double>? { objective.residuals }

  package func value(_ x: [Double]) -> Double {
    precondition(x.count == dimension, "a point of \(x.count) coordinates, not \(dimension)")
    return objective.value(x)
  }

  package func gradient(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    precondition(x.count == dimension, "a point of \(x.count) coordinates, not \(dimension)")
    var value = 0.0
    let gradient = [Double](unsafeUninitializedCapacity: dimension) { g, count in
      if let base = g.baseAddress { value = objective.valueAndGradient(x, base) }
      count = dimension
    }
    return (value, gradient)
  }

  /// The typical size of a coordinate, measured at the start, because a problem defines no length
  /// scale.
  lazy var typicalCoordinate: Double = {
    let start = problem.start(seed: 0)
    let size = norm(start) / Double(max(1, start.count)).squareRoot()
    return size > 0 ? size : 1
  }()

  /// The length scale near a point, which is positive even at 0.
  func length(at point: [Double]) -> Double {
    norm(point) + typicalCoordinate * Double(dimension).squareRoot()
  }

  /// The changes of value and gradient when every coordinate moves by one unit in its last place:
  /// the resolution of double precision at this point.
  package func noise(at x: [Double], seed: UInt64) -> (value: Double, gradient: Double) {
    let here = gradient(x)
    var noise = (value: 0.0, gradient: 0.0)
    for near in neighbours(of: x, seed: seed) {
      let there = gradient(near)
      noise.value = max(noise.value, abs(there.value - here.value))
      noise.gradient = max(noise.gradient, norm(along(there.gradient, -1, here.gradient)))
    }
    return noise
  }

  /// Points at which every coordinate is one unit in the last place away, up or down at random.
  func neighbours(of x: [Double], seed: UInt64) -> [[Double]] {
    let random = CounterRandom(seed: seed).split(stream: 0x6E6F_6973)
    // A zero coordinate has no meaningful last place; it uses that of the typical coordinate.
    let typical = norm(x) / Double(max(1, x.count)).squareRoot() * Double.ulpOfOne
    return (0..<16).map { trial in
      x.indices.map { i in
        let unit = x[i] == 0 ? typical : x[i].ulp
        let k = UInt64(trial * x.count + i)
        return x[i] + (random.bits(k) >> 63 == 0 ? unit : -unit)
      }
    }
  }
}
