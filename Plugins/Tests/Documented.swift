import Descent
import Testing

/// Checks the documented defaults and ranges of a rule's hyperparameters.
/// - Parameters:
///   - defaults: the specification with every default.
///   - ranges: key and range of each hyperparameter.
func expectDocumented<Rule: ConfigurableOptimizer>(
  _: Rule.Type, defaults: String, ranges: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let rule = Rule()
  #expect(rule.specification.description == defaults, sourceLocation: sourceLocation)
  let found = rule.hyperparameters.map { "\($0.key) \($0.allowed)" }
  #expect(found == ranges, sourceLocation: sourceLocation)
  // The rule must read its own specification back.
  let settings = try Specification(defaults).settings
  let again = try Rule(settings: settings).specification.description
  #expect(again == defaults, sourceLocation: sourceLocation)
}

/// Checks the names and the size of a rule's state.
func expectState(
  _ rule: any Optimizer, buffers: [String], scalars: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let state = try Stepper<Double>(rule, .vector(10)).state
  #expect(state.layout.buffers.map(\.slot.name) == buffers, sourceLocation: sourceLocation)
  #expect(state.layout.scalars.map(\.name) == scalars, sourceLocation: sourceLocation)
  let bytes = 80 * buffers.count + 8 * scalars.count
  #expect(state.byteCount == bytes, sourceLocation: sourceLocation)
  let single = try Stepper<Float>(rule, .vector(10)).state
  #expect(
    single.byteCount == 40 * buffers.count + 8 * scalars.count, sourceLocation: sourceLocation)
  for name in buffers { #expect(state[name]?.count == 10, sourceLocation: sourceLocation) }
  #expect(state["nothing"] == nil, sourceLocation: sourceLocation)
}
