import Descent

/// Skips steps whose gradient contains a NaN or an infinity. The point, the rule's state and the
/// stages behind this one stay as if the step had not happened. `skipped_steps` counts the skipped
/// steps.
///
/// Behind `accumulate`, it drops a whole window. Tensors without a gradient are not checked.
/// - Follows: the skipped step of loss scaling, Micikevicius et al., ICLR 2018, arXiv:1710.03740,
///   §3.2; optax `apply_if_finite`.
/// - Deviations: after some skipped steps in a row, optax takes a step anyway. This modifier never
///   does.
public struct SkipNonFinite: Modifier {
  public init() {}

  public static let card = Card(
    name: "skip_nonfinite", summary: "no step where the gradient has a NaN or an infinity",
    formula: "gᵢ NaN or ±∞ for some i:   xₜ = xₜ₋₁, and the state as it was",
    source: "Micikevicius et al., ICLR 2018, arXiv:1710.03740, §3.2")

  /// The gradients that pass are the objective's gradients, unchanged.
  public var stage: ModifierStage { .gradient(ofObjective: true) }

  public func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext)
    -> OptimizerKernel<Float>
  { wrap(kernel, context.layout) }

  public func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext)
    -> OptimizerKernel<Double>
  { wrap(kernel, context.layout) }

  private func wrap<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ layout: Layout
  ) -> OptimizerKernel<T> {
    var wrapped = kernel
    let skipped = kernel.stateLayout.scalars.count
    var name = "skipped_steps"
    while kernel.stateLayout.scalars.contains(where: { $0.name == name }) { name += ".2" }
    wrapped.skipsNonFinite = true
    wrapped.stateLayout.appendScalar(StateSlot(name))
    let (inner, ranges) = (kernel.step, layout.tensors.map(\.range))
    wrapped.step = { step, oracle in
      for (tensor, range) in ranges.enumerated() where step.hasGradient(tensor) {
        for i in range where !step.gradient[i].isFinite {
          step.scalars[skipped] += 1
          return .waiting
        }
      }
      return inner(step, oracle)
    }
    return wrapped
  }
}

extension SkipNonFinite: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    ModifierTraits(
      neutral: [:], units: [:], skipsNonFinite: true, definition: .gradient { g, _, _ in g })
  }
}
