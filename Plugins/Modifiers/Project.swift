import Descent

/// Keeps each tensor in a convex set: after every step it moves the tensor to the nearest point
/// of the set.
///
/// The settings name one set: the box [−B, B] for each coordinate, a ball of radius R, or the simplex x
/// ≥ 0, Σx = s.
/// - Follows: projected gradients, Goldstein, Bull. AMS 70(5), 1964; the simplex by sorting, Duchi et
///   al., ICML 2008, Figure 1.
/// - Deviations: none. A tensor without a gradient stays where it is. A tensor with a NaN is left
///   unchanged.
public struct Project: MoveModifier {
  @Hyperparameter("largest |x| of a coordinate, 0 for none", in: 0...) public var box = 0.0
  @Hyperparameter("largest norm of a tensor, 0 for none", in: 0...) public var ball = 0.0
  @Hyperparameter("sum of the entries of a tensor, none negative; 0 for none", in: 0...)
  public var simplex = 0.0

  public init() {}

  public static let card = Card(
    name: "project", summary: "each tensor kept in a box, a ball or a simplex",
    formula: """
      x ← P(x)        box: max(−B, min(B, xᵢ))        ball: x min(1, R/‖x‖)
      simplex: max(xᵢ − τ, 0), Σ max(xᵢ − τ, 0) = s
      """,
    source: "Goldstein, Bull. AMS 70(5), 1964; Duchi et al., ICML 2008, Figure 1")

  public func validate() throws(ConfigurationError) {
    guard [box, ball, simplex].count(where: { $0 > 0 }) > 1 else { return }
    throw .inconsistent(owner: Self.card.name, reason: "give one of box, ball and simplex")
  }

  public func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for (tensor, part) in move.layout.tensors.enumerated() where move.hasGradient(tensor) {
      let x = UnsafeMutableBufferPointer(rebasing: move.after[part.range])
      guard let start = x.baseAddress, !x.contains(where: \.isNaN) else { continue }
      if box > 0 { for i in x.indices { x[i] = max(-T(box), min(T(box), x[i])) } }
      // After rounding, the quotient may lie outside the ball by its last bit.
      while ball > 0, case let length = euclideanNorm(UnsafePointer(start), x.count), length > ball
      {
        let factor = min(ball / length, 1 - Double(T.ulpOfOne))
        for i in x.indices { x[i] = T(Double(x[i]) * factor) }
      }
      if simplex > 0 {
        let threshold = Self.threshold(x.map { Double($0) }, sum: simplex)
        for i in x.indices { x[i] = T(max(Double(x[i]) - threshold, 0)) }
      }
    }
  }

  /// The τ with Σ max(xᵢ − τ, 0) = s.
  private static func threshold(_ x: [Double], sum: Double) -> Double {
    var (total, threshold) = (-sum, -Double.infinity)
    for (count, value) in x.sorted(by: >).enumerated() {
      total += value
      guard value > total / Double(count + 1) else { break }
      threshold = total / Double(count + 1)
    }
    return threshold
  }
}
