import Descent

/// A start and given gradients, so that a test sees only the rule and no feedback through an
/// objective.
struct Stream<T: KernelScalar> {
  let start: [T]
  let gradients: [[T]]

  /// The parameters after every step.
  func points(_ optimizer: any Optimizer) throws -> [[T]] {
    var stepper = try Stepper<T>(optimizer, .vector(start.count))
    var x = start
    return gradients.map { g in
      stepper.step(&x, gradient: g)
      return x
    }
  }
}
