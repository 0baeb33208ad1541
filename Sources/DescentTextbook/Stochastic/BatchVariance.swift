import Descent
import DescentAlgebra
import LeastSquaresProblems

/// Ten examples, and all batches of them.
enum BatchVariance {
  static let count = 10
  static let examples: [Double] = {
    var random = PortableRandom(60)
    return random.normals(count)
  }()
  static let sizes = 1...count
  /// The batch sizes, and the number of epochs, for testing the kernel's batch order.
  static let drawnSizes = [2, 5]
  static let draws = 20_000

  private static let mean = examples.reduce(0, +) / Double(count)
  /// s², the variance of one example's gradient.
  static let single = examples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)

  static func withReplacement(_ b: Int) -> Double { single / Double(b) }
  static func withoutReplacement(_ b: Int) -> Double {
    single / Double(b) * Double(count - b) / Double(count - 1)
  }

  /// All subsets of a size, enumerated by the bits of a number.
  static func subsets(_ b: Int) -> [[Int]] {
    (0..<(1 << count)).filter { $0.nonzeroBitCount == b }.map { bits in
      (0..<count).filter { bits >> $0 & 1 == 1 }
    }
  }

  /// All tuples of a length.
  static func tuples(_ b: Int) -> [[Int]] {
    (0..<b).reduce([[]]) { tuples, _ in
      tuples.flatMap { tuple in (0..<count).map { tuple + [$0] } }
    }
  }

  /// The second and the fourth central moments of a batch's gradient at 0.
  static func moments(_ batches: [[Int]]) throws -> (second: Double, fourth: Double) {
    let objective = try Double.makeObjective(ExampleMeans(examples: examples, batch: 1))
    let (point, gradient) = ([0.0], UnsafeMutablePointer<Double>.allocate(capacity: 1))
    defer { gradient.deallocate() }
    _ = objective.valueAndGradient(point, gradient)
    let full = gradient.pointee
    var (second, fourth) = (0.0, 0.0)
    for batch in batches {
      batch.withUnsafeBufferPointer { _ = objective.examples?.batchGradient(point, gradient, $0) }
      let square = (gradient.pointee - full) * (gradient.pointee - full)
      second += square
      fourth += square * square
    }
    return (second / Double(batches.count), fourth / Double(batches.count))
  }

  /// The exact standard error of the second moment of `draws` draws without replacement.
  static func drawnError(_ b: Int) throws -> Double {
    let (second, fourth) = try moments(subsets(b))
    return ((fourth - second * second) / Double(draws)).squareRoot()
  }
}
