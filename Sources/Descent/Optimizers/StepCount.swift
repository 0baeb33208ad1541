extension OptimizerKernel {
  /// The name of the scalar that counts the steps, for rules that need the step number.
  package static var stepScalar: String { "step" }

  /// This kernel with a step counter, if its rule needs one. The counter is a scalar of the state,
  /// so assigning an earlier state resets it.
  func countingSteps(of optimizer: any Optimizer) throws(ConfigurationError) -> OptimizerKernel {
    guard optimizer.needs.contains(.step) else { return self }
    var layout = stateLayout
    guard !layout.scalars.contains(where: { $0.name == Self.stepScalar }) else {
      throw .inconsistent(
        owner: optimizer.specification.name,
        reason: "its state has a scalar 'step', the name of the one that counts its steps")
    }
    let index = layout.scalars.count
    layout.appendScalar(StateSlot(Self.stepScalar))
    var counting = self
    counting.stateLayout = layout
    let step = step
    counting.step = { arguments, oracle in
      var numbered = arguments
      arguments.scalars[index] += 1
      numbered.step = Int(arguments.scalars[index])
      let answer = step(numbered, oracle)
      // A step that was not taken is not counted.
      if !answer.hasMoved { arguments.scalars[index] -= 1 }
      return answer
    }
    return counting
  }
}
