import Descent
import RealModule

/// A sequence of random numbers, equal to that of the programs that generated the data sets:
/// SplitMix64 by counter, and normal numbers by the Box–Muller method with `log1p(−u₁)`.
package struct PortableRandom {
  private let random: CounterRandom
  private var count: UInt64 = 0

  package init(_ seed: UInt64) { random = CounterRandom(seed: seed) }

  package mutating func bits() -> UInt64 {
    defer { count += 1 }
    return random.bits(count)
  }

  package mutating func uniform() -> Double {
    defer { count += 1 }
    return random.uniform(count)
  }

  /// Standard normal numbers. Each call uses an even number of uniform numbers.
  package mutating func normals(_ count: Int) -> [Double] {
    var numbers: [Double] = []
    while numbers.count < count {
      let radius = Double.sqrt(-2 * .log(onePlus: -uniform()))
      let angle = 2 * Double.pi * uniform()
      numbers += [radius * .cos(angle), radius * .sin(angle)]
    }
    return Array(numbers.prefix(count))
  }

  /// The product of three Householder reflections along random directions.
  package static func orthogonal(_ n: Int, _ seed: UInt64) -> Matrix {
    var random = PortableRandom(seed)
    var q = Matrix.identity(n)
    for _ in 0..<3 {
      let normal = random.normals(n)
      let v = normal.scaled(by: 1 / normal.norm)
      // Q − 2 v (vᵀQ)
      let projection = q.transposed * v
      for i in 0..<n {
        for j in 0..<n { q[i, j] -= 2 * v[i] * projection[j] }
      }
    }
    return q
  }
}
