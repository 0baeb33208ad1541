import Descent
import RealModule

/// A sequence of standard normal numbers, which uses both numbers of each Box–Muller pair.
struct NormalNumbers {
  private let random: CounterRandom
  private var count: UInt64 = 0

  init(_ random: CounterRandom) { self.random = random }

  /// Fills an array.
  mutating func fill(_ numbers: inout [Double]) {
    let (random, first, n) = (random, count, numbers.count)
    numbers.withUnsafeMutableBufferPointer { numbers in
      var i = 0
      while i < n {
        let k = first + UInt64(i)
        let radius = Double.sqrt(-2 * .log(random.openUniform(k)))
        let angle = 2 * Double.pi * random.uniform(k + 1)
        numbers[i] = radius * .cos(angle)
        if i + 1 < n { numbers[i + 1] = radius * .sin(angle) }
        i += 2
      }
    }
    count += UInt64(n + n % 2)
  }

  /// The next `count` numbers.
  mutating func next(_ count: Int) -> [Double] {
    var numbers = [Double](repeating: 0, count: count)
    fill(&numbers)
    return numbers
  }
}
