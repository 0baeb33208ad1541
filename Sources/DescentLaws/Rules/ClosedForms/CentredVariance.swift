import Descent

/// The effect of rounding in a centred variance on the moves under a constant gradient.
///
/// Under a constant g, v − m² = (1 − αᵗ) αᵗ g² is the difference of v = (1 − αᵗ) g² and a square that is no
/// larger. If each has an error of r v, the error of the root of the difference is at most 2 r v/√(v − m²) =
/// 2 r |g| √((1 − αᵗ)/αᵗ), which may be small compared to ε. Momentum accumulates these errors.
struct CentredVariance {
  /// α, or 0 if the variance is not centred. (With α = 0 the two squares are the same number and cancel
  /// exactly.)
  private let alpha: Double
  private let momentum: Double
  private var total = 0.0

  init(_ rule: RuleSubject, _ c: RuleCase) {
    alpha = rule.isOn(.centering, c) ? rule.number(.secondMomentDecay, c) ?? 0 : 0
    momentum = rule.number(.momentum, c) ?? 0
  }

  /// The possible error of this step's move divided by the rate. It must be called for each step in order.
  /// - Parameter unit: r, the relative error of a moment.
  mutating func error(
    _ g: Double, _ move: (_ g: Double, _ step: Int) -> Double, step: Int, unit: Double
  ) -> Double {
    guard alpha > 0, g != 0 else { return 0 }
    // The contribution of this step to the velocity: g divided by the root with ε.
    let before = step == 1 ? 0 : momentum * move(g, step - 1)
    let share = move(g, step) - before
    let power = Double.pow(alpha, step)
    let relative = 2 * unit * abs(share) * .sqrt((1 - power) / power)
    total = momentum * total + (relative < 1 ? abs(share) * relative / (1 - relative) : .infinity)
    return total
  }
}
