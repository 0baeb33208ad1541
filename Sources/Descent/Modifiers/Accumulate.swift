/// Updates once per `steps` micro-batches, on their mean gradient, as if the window were one batch. A
/// rule that evaluates the objective gets the mean over all micro-batches of the window.
///
/// The means are weighted by the number of examples behind each micro-batch, so a smaller last
/// batch has a smaller weight, and a window that is closed early is divided by the weight it has
/// collected.
public struct Accumulate: Modifier {
  /// The number of micro-batches per update, 1 or more.
  @Hyperparameter("micro-batches of a window", in: 1...) public var steps = 1

  public init() {}

  public static let card = Card(
    name: "accumulate", summary: "one update for several micro-batches, on their mean gradient",
    formula: "g = Σ wᵢ gᵢ / Σ wᵢ over the window, wᵢ examples behind gᵢ",
    source: "folklore; the gradient of the union of the batches")

  public var stage: ModifierStage { .accumulation }

  /// No residuals, because the residuals of a window would need memory for all of its batches.
  public var mappedNeeds: Needs { [.evaluation, .hessianProduct, .examples, .drawnLabels] }

  public func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext) throws
    -> OptimizerKernel<Float>
  { wrap(kernel, context) }

  public func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext) throws
    -> OptimizerKernel<Double>
  { wrap(kernel, context) }

  private func wrap<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext
  ) -> OptimizerKernel<T> {
    guard steps > 1 else { return kernel }
    let layout = context.layout
    let n = layout.count
    let tensors = layout.tensors
    var wrapped = kernel
    let sumOffset = wrapped.stateLayout.appendStageBuffer("accumulated_gradient", count: n)
    let window = wrapped.stateLayout.appendStageScalar("accumulated_batches")
    for tensor in tensors {
      wrapped.stateLayout.appendStageScalar(StateSlot("accumulated_weight[\(tensor.name)]"))
    }
    // Kept in the state, so that a copied or assigned state includes the value of its window.
    let readsValue = context.needs.contains(.value)
    let values = wrapped.stateLayout.scalars.count
    if readsValue {
      wrapped.stateLayout.appendStageScalar("accumulated_value")
      wrapped.stateLayout.appendStageScalar("accumulated_value_weight")
    }
    let steps = Double(steps)
    let mean = Scratch<T>(n)
    let present = Scratch(tensors.count, repeating: true)
    let asks = !context.needs.isDisjoint(with: Needs.ofProblem.union([.evaluation]))
    let batches = WindowOracle<T>(n)
    let inner = kernel.step
    wrapped.step = { step, oracle in
      let sum = step.buffers + sumOffset
      let weights = step.scalars + window + 1
      for (index, tensor) in tensors.enumerated() where step.present?[index] ?? true {
        weights[index] += step.weight
        let weight = T(step.weight)
        for i in tensor.range { sum[i] += weight * step.gradient[i] }
      }
      if readsValue {
        step.scalars[values] += step.weight * step.value
        step.scalars[values + 1] += step.weight
      }
      if asks {
        // Discards the batches of an earlier window that was never closed.
        if step.scalars[window] == 0 { batches.clear() }
        batches.append(oracle, weight: step.weight)
      }
      step.scalars[window] += 1
      guard step.scalars[window] >= steps || step.closesWindow else { return .waiting }
      var windowWeight = 0.0
      for (index, tensor) in tensors.enumerated() {
        windowWeight = max(windowWeight, weights[index])
        present.pointer[index] = weights[index] > 0
        let weight = weights[index] > 0 ? T(weights[index]) : 1
        for i in tensor.range {
          mean.pointer[i] = sum[i] / weight
          sum[i] = 0
        }
        weights[index] = 0
      }
      step.scalars[window] = 0
      var whole = step
      whole.gradient = UnsafePointer(mean.pointer)
      whole.present = UnsafePointer(present.pointer)
      whole.weight = windowWeight
      if readsValue {
        whole.value = step.scalars[values] / step.scalars[values + 1]
        (step.scalars[values], step.scalars[values + 1]) = (0, 0)
      }
      let answer = inner(whole, asks ? batches.oracle(oracle) : oracle)
      batches.clear()
      return answer == .evaluated ? .updated : answer
    }
    return wrapped
  }
}

extension Accumulate: ModifierTraitDeclaring {
  public var traits: ModifierTraits { ModifierTraits(neutral: ["steps": "1"], units: [:]) }
}
