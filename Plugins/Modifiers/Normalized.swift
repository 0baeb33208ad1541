import Descent

/// Scales gradients to length 1. A gradient of 0 stays 0.
/// - Follows: normalized gradient descent, Nesterov, "Introductory lectures on convex optimization",
///   2004, §3.2.3; per tensor as in `normalize_gradient` of pytorch_optimizer.
/// - Deviations: none. Gradients with a norm that is not finite pass unchanged, so that the
///   fault stays visible.
public struct Normalized: GradientModifier {
  /// The part of the gradient that shares one norm.
  public enum Scope: String, WordHyperparameter {
    /// All tensors that have a gradient.
    case global
    /// Each tensor.
    case tensor
  }

  @Hyperparameter("what the norm is taken over") public var scope = Scope.global

  public init() {}

  public static let card = Card(
    name: "normalized", summary: "gradients of length 1",
    formula: "g ← g/‖g‖, 0 stays        ‖·‖ over all tensors, or of each",
    source: "Nesterov, Introductory lectures on convex optimization, 2004, §3.2.3")

  public var changesObjective: Bool { false }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    guard let g = change.gradient.baseAddress else { return }
    let whole = 0..<change.gradient.count
    for part in scope == .global ? [whole] : change.layout.tensors.map(\.range) {
      var length = euclideanNorm(UnsafePointer(g + part.lowerBound), part.count)
      if length.isInfinite, part.allSatisfy({ g[$0].isFinite }) {
        for i in part { g[i] *= 0x1p-64 }
        length = euclideanNorm(UnsafePointer(g + part.lowerBound), part.count)
      }
      guard length > 0, length.isFinite else { continue }
      for i in part { g[i] = T(Double(g[i]) / length) }
    }
  }
}

extension Normalized: ModifierTraitDeclaring {
  // Gradients have no unit after this stage, so a run in other units needs another rate.
  public var traits: ModifierTraits {
    @Sendable func unit(_ g: [Double]) -> [Double] {
      let length = g.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? g.map { $0 / length } : g
    }
    return ModifierTraits(
      definition: scope == .global
        ? .gradient { g, _, _ in unit(g) } : .tensor { g, _, _ in unit(g.last!) })
  }
}
