/// aₜ = a₀ + Σ gᵢ²; the move is η/(1 + (t − 1) d) · gₜ/(√aₜ + ε).
struct AdagradReference: RuleReference {
  private let common: ReferenceStep
  private let rateDecay: Double
  private let start: Ball
  private let epsilon: Ball
  private var squares: DecayingSum

  init(_ c: RuleCase) {
    common = ReferenceStep(c)
    rateDecay = c.required("lr_decay")
    start = Ball(c.required("initial_accumulator_value"))
    epsilon = Ball(c.required("eps"))
    squares = DecayingSum(decay: 1, common.roundings)
  }

  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball {
    let g = common.gradient(gradient, x)
    let slowing = Ball(
      DoubleDouble(1) + DoubleDouble(Double(squares.count)) * DoubleDouble(rateDecay))
    squares.append(g * g)
    let accumulator = common.roundings.sum(
      start + squares.value, of: start.size, steps: squares.count)
    let root = common.roundings.few(accumulator.squareRoot() + epsilon)
    return common.point(Ball(x), rate: Ball(rate) / slowing, g, over: root)
  }
}

/// vₜ = (1 − α) Σ αᵗ⁻ⁱ gᵢ² and, centred, less the square of mₜ = (1 − α) Σ αᵗ⁻ⁱ gᵢ; the move is
/// η Σ μᵗ⁻ⁱ dᵢ with dᵢ = gᵢ/(√vᵢ + ε).
struct RMSpropReference: RuleReference {
  private let common: ReferenceStep
  private let share: Ball
  private let epsilon: Ball
  private let isCentred: Bool
  private let momentum: Double
  private var squares, means, directions: DecayingSum

  init(_ c: RuleCase) {
    common = ReferenceStep(c)
    let alpha = c.required("alpha")
    momentum = c.required("momentum")
    share = Ball(DoubleDouble(1) - DoubleDouble(alpha))
    epsilon = Ball(c.required("eps"))
    isCentred = c.flag("centered")
    squares = DecayingSum(decay: alpha, common.roundings)
    means = squares
    directions = DecayingSum(decay: momentum, common.roundings)
  }

  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball {
    let g = common.gradient(gradient, x)
    squares.append(share * g * g)
    means.append(share * g)
    var variance = squares.value
    if isCentred {
      let mean = means.value
      variance = common.roundings.few(variance - mean * mean, of: variance.size)
    }
    let root = common.roundings.few(variance.squareRoot() + epsilon)
    let direction = common.roundings.quotient(g, root)
    directions.append(direction)
    return common.point(
      Ball(x), rate: Ball(rate), momentum == 0 ? direction : directions.value)
  }
}

extension Roundings {
  /// A ratio, where 0/0 is 0.
  func quotient(_ a: Ball, _ b: Ball) -> Ball {
    a.size == 0 && a.radius == 0 ? Ball(0) : few(a / b)
  }
}
