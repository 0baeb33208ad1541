/// Adds a quadratic penalty to the objective, `f + (λ/2)‖x‖²`: the decay passes through momentum and
/// scaling (coupled, or L2, weight decay).
/// - Follows: Hanson and Pratt, "Comparing biases for minimal network construction with
///   back-propagation", NIPS 1988.
/// - Deviations: none.
public struct L2: GradientModifier {
  /// The coefficient λ of ½ λ ‖x‖², 0 or more.
  @Hyperparameter("coefficient λ of the penalty", in: 0...) public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "l2", summary: "a quadratic penalty on the parameters",
    formula: "f + (λ/2)‖x‖²:   g ← g + λx",
    source: "Hanson and Pratt, NIPS 1988")

  public var changesObjective: Bool { true }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let factor = T(weightDecay)
    for (tensor, part) in change.layout.tensors.enumerated() where change.hasGradient(tensor) {
      for i in part.range { change.gradient[i] = change.gradient[i] + factor * change.point[i] }
    }
  }

  public func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double {
    value + weightDecay / 2 * point.reduce(0) { $0 + Double($1) * Double($1) }
  }

  public func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>
  ) {
    for i in product.indices { product[i] += T(weightDecay) * vector[i] }
  }
}

extension L2: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let weightDecay = weightDecay
    return ModifierTraits(
      neutral: ["weight_decay": "0"], units: ["weight_decay": .gradient / .parameter],
      definition: .gradient { g, x, _ in zip(g, x).map { $0 + weightDecay * $1 } })
  }
}
