import Descent

/// Detects a coordinatewise rule's use of state that it does not declare, where every step finds 0.
///
/// The kernel gives every rule eight slots and eight counters, no matter how many it declares. Here the
/// undeclared ones hold canaries: a rule whose step depends on a canary, or that changes one, uses it.
struct UndeclaredState {
  /// A description of the use; nil if there is none, and for rules that are not coordinatewise.
  static func use(by rule: any Optimizer, in c: RuleCase) -> String? {
    guard let rule = rule as? any CoordinatewiseOptimizer else { return nil }
    return use(by: rule, numbers: zip(c.start, c.gradients.first ?? []).prefix(8).map { ($0, $1) })
  }

  private static func use<Rule: CoordinatewiseOptimizer>(
    by rule: Rule, numbers: [(x: Double, g: Double)]
  ) -> String? {
    var counters = Counters(repeating: canaries[0])
    for (place, counter) in rule.counters.prefix(8).enumerated() {
      counters[place] = counter.initial
    }
    let constants = rule.constants(info(of: rule), counters: &counters)
    for place in rule.counters.count..<8 where counters[place] != canaries[0] {
      return sentence("counter", place, rule.counters.count, "counters")
    }
    for place in rule.slots.count..<8 {
      for (x, g) in numbers + [(0.5, 0.25), (-2, 3)] {
        let plain = end(rule, constants, x, g, place, 0)
        guard plain[8].bitPattern == 0 else {
          return sentence("slot", place, rule.slots.count, "slots")
        }
        for canary in canaries {
          let found = end(rule, constants, x, g, place, canary)
          let isUsed =
            found[8].bitPattern != canary.bitPattern
            || (0..<8).contains { found[$0].bitPattern != plain[$0].bitPattern }
          if isUsed { return sentence("slot", place, rule.slots.count, "slots") }
        }
      }
    }
    return nil
  }

  private static let canaries = [1.5, -3, 1e3]

  /// The point after one step, followed by the slots without the canary's, and the canary's slot last.
  private static func end<Rule: CoordinatewiseOptimizer>(
    _ rule: Rule, _ constants: Rule.Constants, _ x: Double, _ g: Double, _ place: Int,
    _ canary: Double
  ) -> InlineArray<9, Double> {
    var slots = Slots<Double>(repeating: 0)
    for (index, slot) in rule.slots.prefix(8).enumerated() { slots[index] = slot.initial }
    slots[place] = canary
    var x = x
    rule.update(&x, gradient: g, state: &slots, constants)
    var found = InlineArray<9, Double>(repeating: 0)
    found[0] = x
    for other in 0..<8 where other != place {
      found[other < place ? other + 1 : other] = slots[other]
    }
    found[8] = slots[place]
    return found
  }

  /// A first step at the rule's own rate.
  private static func info(of rule: some Optimizer) -> StepInfo {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 4) { memory in
      memory.initialize(repeating: 0)
      let base = memory.baseAddress!
      let report = ReportMemory<Double>(1)
      var arguments = StepArguments<Double>(
        parameters: base, gradient: UnsafePointer(base + 1), buffers: base + 2, scalars: base + 3,
        rate: rule.learningRate, report: report.pointer)
      arguments.step = 1
      return StepInfo(arguments)
    }
  }

  private static func sentence(_ one: String, _ place: Int, _ count: Int, _ all: String) -> String {
    let declares = count == 0 ? "none" : "\(count)"
    return "the rule uses \(one) \(place) but declares \(declares): what it keeps there is lost "
      + "(declare it: var \(all): [StateSlot] { [\"name\"] })"
  }
}
