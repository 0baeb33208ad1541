/// x − η (g + λx).
struct SGDReference: RuleReference {
  private let common: ReferenceStep

  init(_ c: RuleCase) { common = ReferenceStep(c) }

  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball {
    common.point(Ball(x), rate: Ball(rate), common.gradient(gradient, x))
  }
}

/// vₜ = Σ μᵗ⁻ⁱ sᵢ gᵢ with shares sᵢ = 1 − d, and s₁ = 1 unless the first is dampened; the move is
/// η vₜ, or Nesterov's η (gₜ + μ vₜ).
struct MomentumReference: RuleReference {
  private let common: ReferenceStep
  private let momentum: Double
  private let share: Ball
  private let isFirstWhole: Bool
  private let isNesterov: Bool
  private var velocity: DecayingSum

  init(_ c: RuleCase) {
    common = ReferenceStep(c)
    momentum = c.required("momentum")
    share = Ball(DoubleDouble(1) - DoubleDouble(c.required("dampening")))
    isFirstWhole = !c.flag("dampens_first")
    isNesterov = c.flag("nesterov")
    velocity = DecayingSum(decay: momentum, common.roundings)
  }

  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball {
    let g = common.gradient(gradient, x)
    velocity.append(velocity.count == 0 && isFirstWhole ? g : share * g)
    var direction = velocity.value
    if isNesterov {
      let ahead = Ball(momentum) * direction
      direction = common.roundings.few(g + ahead, of: g.size + ahead.size)
    }
    return common.point(Ball(x), rate: Ball(rate), direction)
  }
}
