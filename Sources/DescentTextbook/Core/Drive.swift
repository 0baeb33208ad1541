import Descent

extension Laboratory {
  /// Steps a rule on gradients that do not come from a problem: online losses, noise, synthetic
  /// sequences. Each coordinate of a coordinatewise rule is a separate run.
  /// - Parameters:
  ///   - rate: the rate of each step, from 1; by default, the optimizer's own.
  ///   - before: changes the rule's state before each step.
  ///   - gradient: writes the gradient of a step at the point.
  ///   - after: gets the point after each step and may move it, to project it or to reset it to
  ///     0.
  /// - Returns: the last point.
  @discardableResult
  func drive(
    _ optimizer: any Optimizer, from start: [Double], steps: Int,
    rate: ((_ step: Int) -> Double)? = nil,
    before: ((inout OptimizerState<Double>) -> Void)? = nil,
    gradient: (_ step: Int, _ point: [Double], _ gradient: inout [Double]) -> Void,
    after: (_ step: Int, _ point: inout [Double]) -> Void = { _, _ in }
  ) throws -> [Double] {
    var stepper = try Stepper<Double>(optimizer, .vector(start.count))
    var x = start
    var g = [Double](repeating: 0, count: start.count)
    for step in 1...max(1, steps) where step <= steps {
      gradient(step, x, &g)
      before?(&stepper.state)
      stepper.step(&x, gradient: g, rate: rate?(step))
      after(step, &x)
    }
    return x
  }

  /// A rule at a rate, with those of the given settings that the rule has.
  func rule(
    _ specification: Specification, rate: Double, where settings: [(key: String, value: Double)]
  ) throws -> any Optimizer {
    let known = Set(try registry.optimizer(specification).specification.settings.map(\.key))
    var changed = specification
    for (key, value) in settings where known.contains(key) {
      changed = changed.with((key, value))
    }
    return try rule(changed, rate: rate)
  }
}

extension OptimizerState<Double> {
  /// Removes the bias correction from Adam's next step exactly: if the running powers of β₁ and β₂
  /// are 0, the corrections 1 − β₁ᵗ and 1 − β₂ᵗ are 1.
  mutating func omitBiasCorrection() {
    for (index, slot) in layout.scalars.enumerated()
    where slot.name.hasSuffix("beta1_power") || slot.name.hasSuffix("beta2_power") {
      scalars[index] = 0
    }
  }

  /// The offset of a buffer in the storage.
  func offset(of buffer: String) -> Int? {
    layout.buffers.first { $0.slot.name == buffer }?.offset
  }
}
