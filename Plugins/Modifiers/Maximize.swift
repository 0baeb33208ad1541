import Descent
import DescentRules

/// Ascent: the rule descends on −f.
///
/// Values and Hessian–vector products also change their sign, so the rule behind it may be a line
/// search.
/// - Follows: the option `maximize` of PyTorch's optimizers (torch.optim 2.x).
/// - Deviations: a rule's own decay still pulls towards 0, as in PyTorch.
public struct Maximize: GradientModifier {
  public init() {}

  public static let card = Card(
    name: "maximize", summary: "ascent: the rule descends on −f", formula: "f ← −f:   g ← −g",
    source: "PyTorch, torch.optim, option maximize")

  public var changesObjective: Bool { true }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    for i in change.gradient.indices { change.gradient[i] = -change.gradient[i] }
  }

  public func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double {
    -value
  }

  public func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>
  ) {
    for i in product.indices { product[i] = -product[i] }
  }
}

extension Maximize: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    ModifierTraits(units: [:], definition: .gradient { g, _, _ in g.map { -$0 } })
  }
}
