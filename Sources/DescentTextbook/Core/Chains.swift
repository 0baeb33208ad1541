import Descent
import DescentAlgebra

/// Runs side by side on λx²/2 with noisy gradients: a coordinatewise rule on a vector of n
/// coordinates is n independent chains.
struct Chains {
  private(set) var x: [Double]
  private var stepper: Stepper<Double>
  private var normals: NormalNumbers
  private var gradient: [Double]

  /// - Parameters:
  ///   - start: where every chain begins.
  ///   - random: what the noise is drawn from.
  init(_ optimizer: any Optimizer, count: Int, from start: Double, random: CounterRandom) throws {
    x = [Double](repeating: start, count: count)
    gradient = x
    stepper = try Stepper(optimizer, .vector(count))
    normals = NormalNumbers(random)
  }

  /// Hands the rule the gradients λx + s n, with n standard normal, and so steps once (an
  /// accumulating rule at the end of its window).
  mutating func step(curvature: Double, noise: Double, rate: Double? = nil) {
    normals.fill(&gradient)
    for i in x.indices { gradient[i] = curvature * x[i] + noise * gradient[i] }
    stepper.step(&x, gradient: gradient, rate: rate)
  }

  /// The mean of x² over the chains.
  var meanSquare: Double { x.dot(x) / Double(x.count) }

  /// The relative standard error of ``meanSquare`` where x is normal about 0.
  static func relativeError(_ count: Int) -> Double { (2 / Double(count)).squareRoot() }
}
