import Descent

/// A power of the remaining steps' fraction, from 1 to an end, then flat.
///
/// - Values: 1 at step 1, `end` at step `T + 1` and after. Decreasing. With power 1 it is
///   `Linear`.
/// - Follows: PyTorch's `PolynomialLR` (`power`, `total_iters`) in its closed form; PyTorch
///   multiplies the previous factor at each step, which differs by rounding. With an end other
///   than 0 it is TensorFlow's `PolynomialDecay`.
/// - Deviations: none. The power is positive, because with power 0 the factor would jump to the
///   end.
public struct Polynomial: FiniteSchedule, Configurable {
  @Hyperparameter("power p of the steps left", above: 0) public var power = 2.0
  @Hyperparameter("factor past the horizon", in: 0...1) public var end = 0.0
  @Hyperparameter("steps T from 1 to the end", in: 1...) public var horizon = 1000

  public init() {}

  public static let card = Card(
    name: "polynomial", summary: "a power of the steps left",
    formula: "s(t) = end + (1 − end) (1 − min(1, (t − 1)/T))^p",
    source: "Chen et al., DeepLab, 2016, arXiv:1606.00915, §4.1 (the \"poly\" policy)")

  public func factor(at step: Int) -> Double {
    end + (1 - end) * .pow(1 - fraction(of: horizon, before: step), power)
  }
}
