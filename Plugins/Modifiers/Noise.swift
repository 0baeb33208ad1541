import Descent

/// Adds normal noise to each gradient. Its variance decreases with the steps.
///
/// The draws depend on the run's seed, the tensor's name and the step number, which is part of the
/// state. A resumed run therefore draws the same numbers as an uninterrupted one. Gradients that the
/// rule asks for get the noise of their step, as if the objective had a linear term. Two such stages
/// draw the same numbers.
/// - Follows: Neelakantan et al., "Adding gradient noise improves learning for very deep networks",
///   arXiv:1511.06807, equation 1, which counts steps from 0.
/// - Deviations: `std` is the standard deviation at the first step; it is √η in the paper.
public struct Noise: GradientModifier {
  @Hyperparameter("standard deviation σ of the first step", in: 0...) public var std = 0.1
  @Hyperparameter("how fast the variance falls, γ; 0 for never", in: 0...) public var anneal = 0.55

  public init() {}

  public static let card = Card(
    name: "noise", summary: "normal noise on each gradient, less with time",
    formula: "g ← g + σ t^(−γ/2) ξ        ξ standard normal, t from 1",
    source: "Neelakantan et al., arXiv:1511.06807, equation 1")

  public var changesObjective: Bool { false }
  public var counters: [StateSlot] { ["noise_steps"] }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let steps = change.state.counters
    if !change.isAnswer { steps[0] += 1 }
    guard std > 0 else { return }
    let size = std * Double.pow(steps[0], -anneal / 2)
    let random = CounterRandom(seed: change.info.seed)
    for (index, tensor) in change.layout.tensors.enumerated() where change.hasGradient(index) {
      let draws = random.stream(
        .modifier, name: Self.card.name, tensor: tensor.name, step: Int(steps[0]))
      for (place, i) in tensor.range.enumerated() {
        // One normal number needs two draws.
        change.gradient[i] += T(size * draws.normal(UInt64(2 * place)))
      }
    }
  }
}

extension Noise: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (std, anneal) = (std, anneal)
    return ModifierTraits(
      neutral: ["std": "0"], units: ["std": .gradient],
      // The draws for the seed 0, which the laws use.
      definition: .tensor { gradients, _, tensor in
        let t = gradients.count
        let draws = CounterRandom(seed: 0).stream(
          .modifier, name: "noise", tensor: tensor.name, step: t)
        let deviation = (std * std / Double.pow(Double(t), anneal)).squareRoot()
        return gradients[t - 1].enumerated().map {
          $0.element + deviation * draws.normal(UInt64(2 * $0.offset))
        }
      })
  }
}
