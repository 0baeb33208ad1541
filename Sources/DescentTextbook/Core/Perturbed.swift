import Descent
import DescentAlgebra

extension Laboratory {
  /// Steps on a problem; the point may be pushed between evaluating the gradient there and the
  /// step, which then uses the gradient at the new point.
  ///
  /// Perturbed gradient descent is not a plugin. Here the rule is a plugin, and the experiment
  /// adds the pushes.
  /// - Parameters:
  ///   - push: changes the point and returns true, or leaves it unchanged and returns false.
  ///   - visit: gets the step (0 for the start) and the point; returns whether to continue.
  func followPushed(
    _ optimizer: any Optimizer, on problem: any Problem, from start: [Double], steps: Int,
    push: (_ step: Int, _ point: inout [Double], _ gradient: [Double]) -> Bool,
    visit: (_ step: Int, _ point: [Double]) -> Bool
  ) throws {
    let objective = try Double.makeObjective(problem)
    var stepper = try Stepper<Double>(optimizer, problem.layout)
    var x = start
    var gradient = [Double](repeating: 0, count: start.count)
    func evaluate() {
      x.withUnsafeBufferPointer { x in
        gradient.withUnsafeMutableBufferPointer { g in
          guard let point = x.baseAddress, let out = g.baseAddress else { return }
          _ = objective.valueAndGradient(point, out)
        }
      }
    }
    guard visit(0, x) else { return }
    for step in 0..<steps {
      evaluate()
      if push(step, &x, gradient) { evaluate() }
      stepper.step(&x, gradient: gradient)
      guard visit(step + 1, x) else { return }
    }
  }
}

/// The times at which a point is pushed: when the gradient is small, and not too soon after the
/// last push.
struct Push {
  let gradientBelow: Double
  let pause: Int
  private var last: Int?

  init(gradientBelow: Double, pause: Int) {
    (self.gradientBelow, self.pause) = (gradientBelow, pause)
  }

  /// Whether a push is due; if so, its time is recorded.
  mutating func isDue(_ step: Int, _ gradient: [Double]) -> Bool {
    guard gradient.norm < gradientBelow, last.map({ step - $0 >= pause }) ?? true else {
      return false
    }
    last = step
    return true
  }
}
