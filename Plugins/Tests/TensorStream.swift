import Descent

/// A start and given gradients for one tensor with a shape, in row-major order.
struct TensorStream {
  let shape: [Int]
  let start: [Double]
  let gradients: [[Double]]

  /// The parameters after every step.
  func points(_ optimizer: any Optimizer) throws -> [[Double]] {
    var stepper = try Stepper<Double>(optimizer, Layout([(name: "w", shape: shape)]))
    var x = start
    return gradients.map { g in
      stepper.step(&x, gradient: g)
      return x
    }
  }

  /// The parameters after the last step.
  func end(_ optimizer: any Optimizer) throws -> [Double] { try points(optimizer).last ?? start }

  /// The stream for the transposed matrix.
  var transposed: TensorStream {
    TensorStream(
      shape: shape.reversed(), start: flipped(start), gradients: gradients.map(flipped))
  }

  /// The matrix's numbers, column by column.
  func flipped(_ x: [Double]) -> [Double] {
    let (rows, columns) = (shape[0], shape[1])
    return (0..<columns).flatMap { j in (0..<rows).map { i in x[i * columns + j] } }
  }

  /// Numbers between −2 and 2, all different.
  static func drawn(_ shape: [Int], steps: Int, seed: UInt64 = 1) -> TensorStream {
    let (count, random) = (shape.reduce(1, *), CounterRandom(seed: seed))
    func numbers(_ place: Int) -> [Double] {
      (0..<count).map { 4 * random.uniform(UInt64(place * count + $0)) - 2 }
    }
    return TensorStream(
      shape: shape, start: numbers(0), gradients: (1...steps).map(numbers))
  }
}

/// The largest difference between two points' coordinates, or infinity if one is NaN.
func distance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(a.count == b.count ? 0 : .infinity) {
    let difference = abs($1.0 - $1.1)
    return difference.isNaN ? .infinity : max($0, difference)
  }
}

extension [Double] {
  var euclideanNorm: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
