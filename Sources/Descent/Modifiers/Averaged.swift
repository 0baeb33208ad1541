extension Optimizer {
  /// This optimizer with a running average of its parameters beside it. The steps are as without; the
  /// average is read from the state: `stepper.state["average"]`.
  ///
  /// It takes in the parameters after every update (with accumulation: once a window).
  /// - Parameters:
  ///   - decay: what is left of the average at each update.
  ///   - debiased: whether the weights of the first updates are those of an infinite past
  ///     (see ``ExponentialMovingAverage``).
  /// - Throws: ``ConfigurationError`` unless `decay` lies in [0, 1), and if this optimizer averages
  ///   already.
  /// - Follows: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J.
  ///   Control Optim. 30(4), 1992, with exponential weights, as PyTorch's `AveragedModel` with
  ///   `get_ema_multi_avg_fn`.
  /// - Deviations: none; `debiased` is Adam's correction, which PyTorch does not offer here.
  public func averaged(decay: Double, debiased: Bool = false) throws(ConfigurationError)
    -> some Optimizer
  {
    let specification = specification
    guard specification["average"] == nil, specification["debiased_average"] == nil else {
      throw .inconsistent(owner: "averaging", reason: "\(specification) averages already")
    }
    let key = debiased ? "debiased_average" : "average"
    try checkModifier("averaging", key, decay, allowed: decay >= 0 && decay < 1, "[0, 1)")
    return Averaged(base: self, decay: decay, isDebiased: debiased)
  }
}

struct Averaged: OptimizerModifier {
  let base: any Optimizer
  let decay: Double
  let isDebiased: Bool
  var setting: (key: String, text: String) {
    (isDebiased ? "debiased_average" : "average", decay.hyperparameterText)
  }

  func wrap<T: KernelScalar>(_ kernel: OptimizerKernel<T>, _ layout: Layout) -> OptimizerKernel<T> {
    var stateLayout = kernel.stateLayout
    let offset = stateLayout.count
    stateLayout.appendBuffer("average", count: layout.count)
    let counter = stateLayout.scalars.count
    stateLayout.appendScalar("averaged_steps")
    let (decay, isDebiased, count) = (decay, isDebiased, layout.count)
    return OptimizerKernel(stateLayout: stateLayout) { step, oracle in
      guard kernel.step(step, oracle) else { return false }
      step.scalars[counter] += 1
      let weight = ExponentialMovingAverage<T>.weight(
        ofUpdate: step.scalars[counter], decay: decay, isDebiased: isDebiased)
      ExponentialMovingAverage.move(
        step.buffers + offset, towards: UnsafePointer(step.parameters), count, weight: weight)
      return true
    }
  }
}
