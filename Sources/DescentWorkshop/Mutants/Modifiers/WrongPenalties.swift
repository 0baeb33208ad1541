import Descent

/// A quadratic penalty with one bug.
protocol WrongPenalty: GradientModifier, ModifierTraitDeclaring {
  var weightDecay: Double { get }
  func penalty(_ squares: Double) -> Double
  /// The multiple of the vector that is added to the Hessian product.
  var curvature: Double { get }
  func gradient<T: KernelScalar>(_ g: T, _ x: T) -> T
}

extension WrongPenalty {
  var changesObjective: Bool { true }
  var curvature: Double { weightDecay }
  func penalty(_ squares: Double) -> Double { weightDecay / 2 * squares }
  func gradient<T: KernelScalar>(_ g: T, _ x: T) -> T { g + T(weightDecay) * x }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    for (tensor, part) in change.layout.tensors.enumerated() where change.hasGradient(tensor) {
      for i in part.range { change.gradient[i] = gradient(change.gradient[i], change.point[i]) }
    }
  }

  func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double {
    value + penalty(point.reduce(0) { $0 + Double($1) * Double($1) })
  }

  func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>
  ) { for i in product.indices { product[i] += T(curvature) * vector[i] } }

  var traits: ModifierTraits {
    let weightDecay = weightDecay
    return ModifierTraits(
      neutral: ["weight_decay": "0"], units: ["weight_decay": .gradient / .parameter],
      definition: .gradient { g, x, _ in zip(g, x).map { $0 + weightDecay * $1 } })
  }
}

struct DoublesPenalty: WrongPenalty {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  static let card = Card(name: "DoublesPenalty", summary: "", formula: "", source: "")
  func penalty(_ squares: Double) -> Double { weightDecay * squares }
}

struct PenalisesGradientOnly: WrongPenalty {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  static let card = Card(name: "PenalisesGradientOnly", summary: "", formula: "", source: "")
  func penalty(_ squares: Double) -> Double { 0 }
}

struct ForgetsPenaltyCurvature: WrongPenalty {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  static let card = Card(name: "ForgetsPenaltyCurvature", summary: "", formula: "", source: "")
  var curvature: Double { 0 }
}

/// Its gradient uses half of λ, as for torch's coefficients.
struct HalvesDecay: WrongPenalty {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  static let card = Card(name: "HalvesDecay", summary: "", formula: "", source: "")
  func gradient<T: KernelScalar>(_ g: T, _ x: T) -> T { g + T(weightDecay / 2) * x }
}

/// It does not penalise parameters below a constant.
struct SparesSmallParameters: WrongPenalty {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  static let card = Card(name: "SparesSmallParameters", summary: "", formula: "", source: "")
  func gradient<T: KernelScalar>(_ g: T, _ x: T) -> T {
    abs(x) > 1e-3 ? g + T(weightDecay) * x : g
  }
}

/// Clipping that claims to change the objective consistently, so that it accepts rules with a line search.
struct ClipsAnObjective: GradientModifier {
  @Hyperparameter("largest entry", above: 0) var value = 1.0
  static let card = Card(name: "ClipsAnObjective", summary: "", formula: "", source: "")
  var changesObjective: Bool { true }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    for i in change.gradient.indices {
      change.gradient[i] = max(-T(value), min(T(value), change.gradient[i]))
    }
  }
}
