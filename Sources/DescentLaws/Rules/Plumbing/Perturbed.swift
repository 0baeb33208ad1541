import Descent

extension RuleSubject {
  /// The last point of a run in which a slot of the state is changed before a step; nil if there is no such
  /// slot.
  func end(
    _ c: RuleCase, _ pause: Int, _ slot: String, _ perturb: (Double) -> Double
  ) throws -> [Double]? {
    var session = try Session(optimizer(c), c)
    for gradient in c.gradients[..<pause] { session.step(gradient: gradient) }
    if let buffer = session.stateLayout.buffers.first(where: { $0.slot.name == slot }) {
      for i in buffer.range { session.buffers[i] = perturb(session.buffers[i]) }
    } else if let index = session.stateLayout.scalars.firstIndex(where: { $0.name == slot }) {
      session.scalars[index] = perturb(session.scalars[index])
    } else {
      return nil
    }
    for gradient in c.gradients[pause...] { session.step(gradient: gradient) }
    return session.point + session.evaluationPoint
  }
}
