import Descent
import DescentRules

extension Rprop: DefinedRule {
  public var readsPoint: Bool { false }
  // A definition by sums of gradients has no access to values.
  public var isDefined: Bool { !readsValue }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    RpropDefinition<N>(rule: self)
  }
}

/// The cases c > 0 and c < 0 as the polynomials (c² + c)/2 and (c² − c)/2, which are 1 in their
/// case and 0 elsewhere. A number with rounding bounds cannot be compared.
private struct RpropDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Rprop
  private var size: N
  private var previous = N(0)
  private var last = N(0)

  init(rule: Rprop) {
    self.rule = rule
    size = N(rule.learningRate)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let (sign, half) = (gradient.sign, N(0.5))
    let c = sign * previous
    let (stays, turns) = (half * (c * c + c), half * (c * c - c))
    let grown =
      size
      * (N(1) + stays * (N(rule.etaPlus) - N(1)) + turns * (N(rule.etaMinus) - N(1)))
    let floored = N.max(grown, N(rule.minStep))
    // The smaller of the two numbers.
    size = N(0) - N.max(N(0) - floored, N(0) - N(rule.maxStep))
    let kept = rule.variant == .rpropMinus ? sign : sign * (N(1) - turns)
    previous = kept
    let move = kept * size * rate / N(rule.learningRate)
    last = rule.variant == .rpropPlus ? move - turns * last : move
    return x - last
  }
}
