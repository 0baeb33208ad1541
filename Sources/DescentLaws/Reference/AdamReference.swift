/// mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ and vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ², or the largest vᵢ so far; the move is
/// η mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε).
struct AdamReference: RuleReference {
  private let common: ReferenceStep
  private var moments: ReferenceMoments

  init(_ c: RuleCase) {
    common = ReferenceStep(c)
    moments = ReferenceMoments(c)
  }

  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball {
    let (mean, root) = moments.take(common.gradient(gradient, x))
    return common.point(Ball(x), rate: Ball(rate), mean, over: root)
  }
}

/// The move of Adam from (1 − ηλ) x.
struct AdamWReference: RuleReference {
  private let common: ReferenceStep
  private var moments: ReferenceMoments

  init(_ c: RuleCase) {
    common = ReferenceStep(c)
    moments = ReferenceMoments(c)
  }

  mutating func step(from x: Double, gradient: Double, rate: Double) -> Ball {
    let lost = Ball(rate) * Ball(common.decay)
    // The factor is rounded as a sum of two terms.
    let factor = common.roundings.few(Ball(1) - lost, of: 1 + lost.size)
    let (mean, root) = moments.take(Ball(gradient))
    return common.point(factor * Ball(x), rate: Ball(rate), mean, over: root)
  }
}

/// Both moments of one coordinate.
struct ReferenceMoments {
  private let roundings: Roundings
  private let beta1, beta2: Double
  private let epsilon: Ball
  private let takesLargest: Bool
  private var first, second: DecayingSum
  private var largest = Ball(0)

  init(_ c: RuleCase) {
    roundings = Roundings(c.precision)
    (beta1, beta2) = (c.required("beta1"), c.required("beta2"))
    epsilon = Ball(c.required("eps"))
    takesLargest = c.flag("amsgrad")
    first = DecayingSum(decay: beta1, roundings)
    second = DecayingSum(decay: beta2, roundings)
  }

  /// The corrected mean, and the root that divides it.
  mutating func take(_ g: Ball) -> (mean: Ball, root: Ball) {
    let one = DoubleDouble(1)
    first.append(Ball(one - DoubleDouble(beta1)) * g)
    second.append(Ball(one - DoubleDouble(beta2)) * g * g)
    largest = Ball.max(largest, second.value)
    let step = first.count
    let square = takesLargest ? largest : second.value
    let corrected = square / roundings.correction(beta2, step: step)
    let root = roundings.few(corrected.squareRoot() + epsilon)
    let mean = roundings.few(first.value / roundings.correction(beta1, step: step))
    return (mean, root)
  }
}
