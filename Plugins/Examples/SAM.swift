import Descent

/// Sharpness-aware minimization: a gradient descent step with the gradient at the worst nearby
/// point, so that it prefers flat valleys to sharp ones. It takes two gradients per step.
struct SAM: OracleOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("radius ρ of the neighbourhood", in: 0...) var radius = 0.05

  static let card = Card(
    name: "my_sam", summary: "sharpness-aware minimisation",
    formula: """
      eₜ = ρ ∇f(xₜ₋₁) / ‖∇f(xₜ₋₁)‖
      xₜ = xₜ₋₁ − η ∇f(xₜ₋₁ + eₜ)
      """,
    source: "Foret et al., ICLR 2021, arXiv:2010.01412, Algorithm 1")

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {
    // A tensor without a gradient neither moves nor takes part in the ascent.
    let tensors = layout.tensors.indices.filter { s.present?[$0] ?? true }
    let moved = tensors.flatMap { Array(layout.tensors[$0].range) }
    let largest = moved.reduce(T.zero) { max($0, abs(s.gradient[$1])) }
    let squares = moved.reduce(T.zero) { sum, i in
      let part = s.gradient[i] / largest
      return sum + part * part
    }
    var point = Array(UnsafeBufferPointer(start: s.parameters, count: layout.count))
    if largest > 0 {
      for i in moved { point[i] += T(radius) * (s.gradient[i] / largest) / T.sqrt(squares) }
    }
    var gradient = [T](repeating: 0, count: layout.count)
    _ = oracle.valueAndGradient(at: point, into: &gradient)
    for i in moved { s.parameters[i] -= T(s.rate) * gradient[i] }
  }
}

// The probes cannot find the radius's unit from outside, because their objectives are linear.
extension SAM: TraitDeclaring {
  var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .global, units: ["lr": .parameter / .gradient, "radius": .parameter])
    traits.isOdd = true
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = RuleTraits.Memory.none
    return traits
  }
}

let plugin = Plugin(SAM.self)
