import Descent
import DescentRules

extension ScheduleFreeSGD: DefinedRule {
  // Reads the point, because the average is a point and not a sum of moves.
  public var readsPoint: Bool { true }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    ScheduleFreeSGDDefinition<N>(rule: self)
  }
}

/// The direction is the gradient with weight decay.
private struct ScheduleFreeSGDDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: ScheduleFreeSGD
  private var path: ScheduleFreeDefinition<N>

  init(rule: ScheduleFreeSGD) {
    self.rule = rule
    path = ScheduleFreeDefinition(rule: rule)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let place = rule.decayAtZ ? path.point(from: x) : x
    return path.next(from: x, rate: rate, direction: gradient + N(rule.weightDecay) * place)
  }
}
