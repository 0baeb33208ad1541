import Descent
import DescentFiles

/// A run that is interrupted by a checkpoint and resumed by a fresh instance.
struct SavedRun<T: KernelScalar & StoredScalar> {
  let rule: RuleSubject
  let c: RuleCase

  func verdict() throws -> Verdict {
    var choices = c.choices
    let pause = choices.index(below: c.steps + 1)
    let expected = try rule.run(c).last ?? c.start
    var stepper = try Stepper<T>(rule.optimizer(c), c.layout)
    var x = c.start.map { T($0) }
    for step in 0..<pause {
      stepper.step(&x, gradient: c.gradients[step].map { T($0) }, rate: c.rates[step])
    }
    let saved = try rule.driver.restored(
      Checkpoint(
        configuration: ["precision": T.precisionName], parameters: x, state: stepper.state,
        progress: RunProgress()), of: rule.optimizer(c), c.layout)
    let identity = Array(c.sizes.indices)
    let verdict = Comparison.exact(
      expected, try rest(saved.parameters, saved.state, identity, from: pause),
      "saved after step \(pause)")
    if verdict.isViolation || c.sizes.count < 2 { return verdict }
    // The rounding of sums over all tensors depends on their order.
    if (try? rule.traits(c).locality) == .global { return verdict }
    let shift = 1 + choices.index(below: c.sizes.count - 1)
    let order = identity.map { ($0 + shift) % c.sizes.count }
    guard
      let state = rule.driver.rearranged(saved.state, from: c.layout, to: layout(order))
    else { return verdict }
    let moved = order.flatMap { saved.parameters[c.ranges[$0]] }
    return Comparison.exact(
      expected, try rest(moved, state, order, from: pause),
      "saved after step \(pause), restored with the tensors in the order \(order)")
  }

  private func layout(_ order: [Int]) -> Layout {
    Layout(order.map { (name: c.layout.tensors[$0].name, shape: c.shapes[$0]) })
  }

  /// The last point of the run resumed by a fresh instance, in the tensor order of the case.
  private func rest(
    _ start: [T], _ state: OptimizerState<T>, _ order: [Int], from pause: Int
  ) throws -> [Double] {
    var stepper = try Stepper<T>(rule.optimizer(c), layout(order))
    stepper.state = state
    var x = start
    for step in pause..<c.steps {
      let g = order.flatMap { c.gradients[step][c.ranges[$0]].map { T($0) } }
      stepper.step(&x, gradient: g, rate: c.rates[step])
    }
    var result = c.start
    for (tensor, range) in zip(order, layout(order).tensors.map(\.range)) {
      result.replaceSubrange(c.ranges[tensor], with: x[range].map { Double($0) })
    }
    return result
  }
}
