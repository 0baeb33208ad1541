import Descent
import DescentRules
import RMSpropPlugin
import Testing

@Suite("RMSprop") struct RMSpropTests {
  /// Gradients for several α. With α = ½ torch 2.13 in Float gets NaN after 24 steps.
  static let constants: [(alpha: Double, gradient: Double)] = [0.5, 0.9, 0.99].flatMap { alpha in
    [0.25, 0.1, 1.0 / 3, -0.7, 1e-4, 123.456].map { (alpha, $0) }
  }

  private func staysFinite<T: KernelScalar>(
    _: T.Type, alpha: Double, gradient: Double
  ) throws -> Bool {
    let rule = try RMSprop {
      $0.alpha = alpha
      $0.centered = true
    }
    var stepper = try Stepper<T>(rule, .vector(1))
    var x: [T] = [1]
    for _ in 1...5000 {
      stepper.step(&x, gradient: [T(gradient)])
      if !x[0].isFinite { return false }
    }
    return true
  }

  @Test("centred stays finite under 5,000 equal gradients", arguments: constants)
  func constantGradient(alpha: Double, gradient: Double) throws {
    #expect(try staysFinite(Double.self, alpha: alpha, gradient: gradient))
    #expect(try staysFinite(Float.self, alpha: alpha, gradient: gradient))
  }

  /// The recurrence without the clamp. It shows that the test above can fail.
  private func unclampedBecomesNaN(alpha: Float, gradient g: Float) -> Bool {
    var (v, m) = (Float(0), Float(0))
    return (1...5000).contains { _ in
      v = alpha * v + (1 - alpha) * g * g
      m = alpha * m + (1 - alpha) * g
      return (v - m * m).squareRoot().isNaN
    }
  }

  @Test("has gradients to stay finite under that undo the unclamped recurrence")
  func unclamped() {
    let broken = Self.constants.filter {
      unclampedBecomesNaN(alpha: Float($0.alpha), gradient: Float($0.gradient))
    }
    #expect(broken.count >= 4)
  }

  @Test("moves by rate / √(1 − α) on the first step") func firstStep() throws {
    let rule = try RMSprop {
      $0.learningRate = 1
      $0.alpha = 0.75
      $0.epsilon = 0
    }
    let points = try Stream(start: [0.0, 0.0], gradients: [[3, -1e-9]]).points(rule)
    #expect(points == [[-2, 2]])
  }

  @Test("puts epsilon beside the root, or inside if asked") func epsilon() throws {
    func first(_ epsilon: Double, _ placement: RootPlacement) throws -> [[Double]] {
      let rule = try RMSprop {
        $0.learningRate = 1
        $0.alpha = 0.75
        $0.epsilon = epsilon
        $0.epsPlacement = placement
      }
      return try Stream(start: [0.0], gradients: [[4]]).points(rule)
    }
    // v = ¼ · 16: 4 / (2 + ½), and 4 / √(4 + 12).
    #expect(try first(0.5, .after) == [[-1.6]])
    #expect(try first(12, .inside) == [[-1]])
  }

  @Test("subtracts the squared mean when centred, and adds momentum outside the root")
  func centredMomentum() throws {
    let rule = try RMSprop {
      $0.learningRate = 1
      $0.alpha = 0.5
      $0.epsilon = 0
      $0.momentum = 0.5
      $0.centered = true
    }
    // v = 8, m = 2, v − m² = 4, d = 2, b = 2; then d = 0 and b = 1.
    #expect(try Stream(start: [0.0], gradients: [[4], [0]]).points(rule) == [[-2], [-3]])
  }

  @Test("with eps = 0 leaves a coordinate without gradients where it is", arguments: [false, true])
  func noEpsilon(centered: Bool) throws {
    let rule = try RMSprop {
      $0.epsilon = 0
      $0.centered = centered
      $0.momentum = 0.5
    }
    let zeros = [[Double]](repeating: [0], count: 20)
    #expect(try Stream(start: [3], gradients: zeros).points(rule).allSatisfy { $0 == [3] })
  }

  @Test("has the documented defaults and ranges") func documented() throws {
    try expectDocumented(
      RMSprop.self,
      defaults: "rmsprop:lr=0.01,alpha=0.99,eps=1e-08,momentum=0,centered=false,weight_decay=0,"
        + "eps_placement=after",
      ranges: [
        "lr [0, inf)",
        "alpha [0, 1)",
        "eps [0, inf)",
        "momentum [0, 1)",
        "centered true or false",
        "weight_decay [0, inf)",
        "eps_placement one of after, inside",
      ])
  }

  @Test("names its buffers and weighs them") func state() throws {
    let (square, mean, buffer) = ("square_average", "average", "buffer")
    try expectState(RMSprop(), buffers: [square])
    try expectState(RMSprop { $0.momentum = 0.5 }, buffers: [square, buffer])
    try expectState(RMSprop { $0.centered = true }, buffers: [square, mean])
    let both = try RMSprop { ($0.centered, $0.momentum) = (true, 0.5) }
    try expectState(both, buffers: [square, mean, buffer])
  }
}
