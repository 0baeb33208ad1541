import Descent
import DescentAlgebra

/// Parallel runs on λx²/2 with noisy gradients: a coordinatewise rule on a vector of n
/// coordinates makes n independent chains.
struct Chains {
  private(set) var x: [Double]
  private var stepper: Stepper<Double>
  private var normals: NormalNumbers
  private var gradient: [Double]

  /// - Parameters:
  ///   - start: the start of every chain.
  ///   - random: the generator of the noise.
  init(_ optimizer: any Optimizer, count: Int, from start: Double, random: CounterRandom) throws {
    x = [Double](repeating: start, count: count)
    gradient = x
    stepper = try Stepper(optimizer, .vector(count))
    normals = NormalNumbers(random)
  }

  /// Passes the rule the gradients λx + s n, with n standard normal. This is one step, or for
  /// an accumulating rule one micro-batch.
  mutating func step(curvature: Double, noise: Double, rate: Double? = nil) {
    normals.fill(&gradient)
    for i in x.indices { gradient[i] = curvature * x[i] + noise * gradient[i] }
    stepper.step(&x, gradient: gradient, rate: rate)
  }

  /// The mean of x² over the chains.
  var meanSquare: Double { x.dot(x) / Double(x.count) }

  /// The relative standard error of ``meanSquare`` if x is normal with mean 0.
  static func relativeError(_ count: Int) -> Double { (2 / Double(count)).squareRoot() }
}
