/// An update rule of one coordinate, computed from sums over the whole history in about twice the
/// precision. It shares no code with the rule.
protocol RuleReference: SendableMetatype {
  init(_ c: RuleCase)
  /// Where a step from x takes the coordinate.
  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball
}

/// The references, by the names of their rules.
enum References {
  static let all: [String: any RuleReference.Type] = [
    "sgd": SGDReference.self, "momentum": MomentumReference.self,
    "adagrad": AdagradReference.self, "rmsprop": RMSpropReference.self,
    "adam": AdamReference.self, "adamw": AdamWReference.self,
  ]
}

extension RuleCase {
  /// A hyperparameter that the reference of a rule reads.
  func required(_ key: String) -> Double { number(key) ?? .nan }
}

/// What the references share: gradients with coupled decay, and moves.
struct ReferenceStep {
  let roundings: Roundings
  let decay: Double

  init(_ c: RuleCase) {
    roundings = Roundings(c.precision)
    decay = c.required("weight_decay")
  }

  /// g + λx.
  func gradient(_ g: Double, _ x: Double) -> Ball {
    guard decay != 0 else { return Ball(g) }
    let share = Ball(decay) * Ball(x)
    return roundings.few(Ball(g) + share, of: abs(g) + share.size)
  }

  /// x − η n/r, whichever of product and quotient comes first; 0/0 is 0.
  func point(_ x: Ball, rate: Ball, _ numerator: Ball, over root: Ball) -> Ball {
    let product = roundings.few(rate * numerator)
    return point(x, rate: Ball(1), roundings.quotient(product, root))
  }

  /// x − η d.
  func point(_ x: Ball, rate: Ball, _ direction: Ball) -> Ball {
    let move = rate * direction
    return roundings.few(x - move, of: x.size + move.size)
  }
}
