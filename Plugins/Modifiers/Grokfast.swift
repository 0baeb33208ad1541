import Descent

/// Amplifies the slow part of the gradients by adding an average of past gradients to each
/// gradient.
///
/// Gradients that the rule asks for during a step get the slow part of that step.
/// - Follows: Lee et al., "Grokfast", arXiv:2405.20233, Algorithms 1 (`ma`) and 2 (`ema`); the start is
///   as in the authors' code: the average starts at the first gradient, and a window acts only when it
///   is full.
/// - Deviations: each coordinate starts with its own first gradient, so a tensor's first gradient may
///   come late. A coordinate whose average became NaN starts again. `lamb` is 2 for both filters; the
///   authors use 5 for `ma`.
public struct Grokfast: GradientModifier {
  /// The kind of average of past gradients.
  public enum Filter: String, WordHyperparameter {
    /// An exponential average.
    case ema
    /// The mean of the last ``Grokfast/window`` gradients.
    case ma
  }

  @Hyperparameter("what is left of the average at each step (ema)", in: 0...1) public var alpha =
    0.98
  @Hyperparameter("weight λ of the average", in: 0...) public var lamb = 2.0
  @Hyperparameter("average of past gradients") public var filter = Filter.ema
  @Hyperparameter("gradients of a window (ma)", in: 1...1000) public var window = 100

  public init() {}

  public static let card = Card(
    name: "grokfast", summary: "gradients with their slow part made larger",
    formula: """
      ema: h ← α h + (1 − α) g, h₀ = g₁        ma: h = mean of the last w gradients, 0 before
      g ← g + λ h
      """,
    source: "Lee et al., arXiv:2405.20233, Algorithms 1 and 2")

  public var changesObjective: Bool { false }
  // NaN means that there is no gradient yet.
  public var slots: [StateSlot] {
    filter == .ema
      ? [StateSlot("slow_gradient", initial: .nan)]
      : (1...window).map { StateSlot("gradient_\($0)", initial: .nan) }
  }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    guard !change.gradient.isEmpty else { return }
    let (g, last) = (change.gradient, filter == .ema ? 0 : window - 1)
    let past = (0...last).map { change.state.slot($0) }
    for (tensor, part) in change.layout.tensors.enumerated() where change.hasGradient(tensor) {
      for i in part.range {
        if !change.isAnswer {
          for k in stride(from: last, to: 0, by: -1) { past[k][i] = past[k - 1][i] }
          let old = past[0][i]
          past[0][i] = filter == .ma || old.isNaN ? g[i] : old + T(1 - alpha) * (g[i] - old)
        }
        guard lamb > 0, filter == .ema || !past[last][i].isNaN else { continue }
        let sum = filter == .ema ? past[0][i] : past.reversed().reduce(T.zero) { $0 + $1[i] }
        g[i] += T(lamb) * (sum / T(last + 1))
      }
    }
  }
}
