import Descent

/// The effect of weight decay λ in one step: coupled, g ← g + λx before anything else, or
/// decoupled, x ← x(1 − ηλ) in addition to the move.
public struct WeightDecay: Sendable {
  /// The multiple of x that is added to the gradient.
  public let added: Double
  /// The factor of x.
  public let shrink: Double

  @inlinable
  public init(_ decay: Double, decoupled: Bool, rate: Double) {
    added = decoupled ? 0 : decay
    shrink = decoupled ? 1 - rate * decay : 1
  }
}

extension RuleTraits {
  /// Declares a decay that an option makes coupled or decoupled, with its unit.
  public mutating func declareDecay(_ key: String, decoupled: Bool) {
    decay = decoupled ? .decoupled(key) : .coupled(key)
    guard let rate = units["lr"] else { return }
    units[key] = decoupled ? .one / rate : .gradient / .parameter
  }
}

/// Weight decay in a definition.
public struct DefinedDecay<N: DefinitionNumber> {
  let decay: Double
  let decoupled: Bool

  public init(_ decay: Double, decoupled: Bool) {
    self.decay = decay
    self.decoupled = decoupled
  }

  public func gradient(_ g: N, at x: N) -> N { decoupled ? g : g + N(decay) * x }

  public func shrunk(_ x: N, rate: N) -> N { decoupled ? (N(1) - rate * N(decay)) * x : x }
}
