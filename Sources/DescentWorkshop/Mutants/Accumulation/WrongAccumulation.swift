import Descent
import DescentLaws

/// A wrong accumulation. Requirements that a mutant does not override have correct defaults.
protocol WrongAccumulation: Sendable {
  init()
  /// The number of calls after which a window of `steps` updates.
  func calls(_ steps: Int) -> Int
  /// The factor of a gradient with this number of examples.
  func factor(_ weight: Double) -> Double
  /// The divisor of the sum of a window.
  func divisor(weight: Double, calls: Double, steps: Double) -> Double
  /// The fraction of the sum that remains after an update.
  var carried: Double { get }
  /// Whether a window can be closed early.
  var closes: Bool { get }
  /// Whether the sum is also written over the caller's gradient.
  var overwrites: Bool { get }
}

extension WrongAccumulation {
  func calls(_ steps: Int) -> Int { steps }
  func factor(_ weight: Double) -> Double { weight }
  func divisor(weight: Double, calls: Double, steps: Double) -> Double { weight }
  var carried: Double { 0 }
  var closes: Bool { true }
  var overwrites: Bool { false }
}

extension Mutant {
  static func accumulation<Kind: WrongAccumulation>(
    _ type: Kind.Type, _ bug: String, killedBy killer: String
  ) -> Mutant {
    let subject = AccumulationSubject(name: "\(Kind.self)") { Accumulator<Kind>(steps: $0) }
    return .of(subject, AccumulationLaws.all, "accumulate", bug, killedBy: killer)
  }
}

/// Gradient descent with rate 1 on wrongly accumulated gradients.
private struct Accumulator<Kind: WrongAccumulation>: WrongModifier {
  let steps: Int
  var specification: Specification { Specification(name: "\(Kind.self)") }

  func kernel<T: KernelScalar>(_ layout: Layout) -> OptimizerKernel<T> {
    var state = StateLayout()
    state.appendBuffer("sum", count: layout.count)
    state.appendScalar("calls")
    state.appendScalar("weight")
    let kind = Kind()
    return OptimizerKernel(stateLayout: state) { step, _ in
      step.scalars[0] += 1
      step.scalars[1] += step.weight
      // Adding the first gradient of a window to 0 does not round it.
      for i in 0..<layout.count {
        step.buffers[i] += T(kind.factor(step.weight)) * step.gradient[i]
      }
      if kind.overwrites {
        let caller = UnsafeMutablePointer(mutating: step.gradient)
        for i in 0..<layout.count { caller[i] = step.buffers[i] }
      }
      let isFull = step.scalars[0] >= Double(kind.calls(steps))
      guard isFull || (kind.closes && step.closesWindow) else { return .waiting }
      let divisor = kind.divisor(
        weight: step.scalars[1], calls: step.scalars[0], steps: Double(steps))
      for i in 0..<layout.count {
        step.parameters[i] -= step.buffers[i] / T(divisor)
        step.buffers[i] *= T(kind.carried)
      }
      (step.scalars[0], step.scalars[1]) = (0, 0)
      return .updated
    }
  }
}
