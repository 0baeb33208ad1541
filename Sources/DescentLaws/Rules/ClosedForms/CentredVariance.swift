import Descent

/// What rounding does to constant-gradient moves through a centred variance.
///
/// Under a constant g it is v − m² = (1 − αᵗ) αᵗ g², a difference of v = (1 − αᵗ) g² and a square no
/// larger: if each is off by r v, the root of the difference is off by at most 2 r v/√(v − m²) =
/// 2 r |g| √((1 − αᵗ)/αᵗ), beside which ε may be large. Momentum adds these errors up.
struct CentredVariance {
  /// α, or 0 if nothing is centred. (With α = 0 the two squares are one number, and cancel exactly.)
  private let alpha: Double
  private let momentum: Double
  private var total = 0.0

  init(_ rule: RuleSubject, _ c: RuleCase) {
    alpha = rule.isOn(.centering, c) ? rule.number(.secondMomentDecay, c) ?? 0 : 0
    momentum = rule.number(.momentum, c) ?? 0
  }

  /// How far the move of this step over the rate may be off; to be asked step by step.
  /// - Parameter unit: r, the relative error of a moment.
  mutating func error(
    _ g: Double, _ move: (_ g: Double, _ step: Int) -> Double, step: Int, unit: Double
  ) -> Double {
    guard alpha > 0, g != 0 else { return 0 }
    // What this step adds to the velocity: g over the root with ε.
    let before = step == 1 ? 0 : momentum * move(g, step - 1)
    let share = move(g, step) - before
    let power = Double.pow(alpha, step)
    let relative = 2 * unit * abs(share) * .sqrt((1 - power) / power)
    total = momentum * total + (relative < 1 ? abs(share) * relative / (1 - relative) : .infinity)
    return total
  }
}
