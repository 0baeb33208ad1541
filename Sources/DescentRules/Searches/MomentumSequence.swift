/// Nesterov's sequence θ₀ = 1, θₜ = (1 + √(1 + 4 θₜ₋₁²))/2, from which accelerated methods take their
/// momentum.
public enum MomentumSequence {
  /// θₜ from θₜ₋₁; the last one of the optimized gradient method has 8 instead of 4.
  public static func next(_ theta: Double, isLast: Bool = false) -> Double {
    (1 + (1 + (isLast ? 8 : 4) * theta * theta).squareRoot()) / 2
  }

  /// θₜ₋₁ and θₜ, computed from the beginning. For large t, the sequence is t/2 to six digits.
  public static func pair(_ step: Int, horizon: Int = 0) -> (Double, Double) {
    guard step < 1 << 20 else { return (Double(step) / 2, Double(step + 1) / 2) }
    var pair = (1.0, 1.0)
    for t in 1...max(step, 1) { pair = (pair.1, next(pair.1, isLast: t == horizon)) }
    return pair
  }
}
